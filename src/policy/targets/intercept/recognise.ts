import { at, memberOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)(?:intercept|policy|policies)[^/]*\.ya?ml$/,
  recognise({ yaml, looksLikeJson, file }) {
    const root = yaml.roots[0]
    if (root?.kind !== 'map' || (looksLikeJson && !/\.ya?ml$/.test(file))) return undefined
    const effect = at(root, 'default')?.value
    const tools = at(root, 'tools')
    const isPolicy = tools?.kind === 'map' && (tools.members ?? []).every(({ node }) => node.kind !== 'text')
    const hasRules = (tools?.members ?? []).some(({ node }) => at(node, 'rules')?.items)
    const only = (root.members ?? []).every(({ name }) =>
      ['version', 'description', 'default', 'hide', 'tools'].includes(name),
    )
    if (!only) return hasRules && memberOf(root, 'default') ? 'likely' : undefined
    if (hasRules || ((effect === 'allow' || effect === 'deny') && (isPolicy || at(root, 'hide')?.items)))
      return 'certain'
    return (isPolicy || at(root, 'hide')?.items) && memberOf(root, 'version') ? 'likely' : undefined
  },
}
