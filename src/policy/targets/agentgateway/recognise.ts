import { type DocumentNode, memberOf, nodesOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'

/** The blocks of authorization, wherever they stand. */
export const blocksOf = (roots: readonly DocumentNode[]) =>
  roots.flatMap((root) =>
    [...nodesOf(root)].flatMap((node) => {
      const found = memberOf(node, 'mcpAuthorization')?.node
      return found?.members ? [found] : []
    }),
  )

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /agentgateway[^/]*\.ya?ml$/,
  recognise: ({ yaml, text }) =>
    text.includes('mcpAuthorization') && blocksOf(yaml.roots).length > 0 ? 'certain' : undefined,
}
