import { at, type DocumentNode, memberOf, textOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'

/** Whether a file is a configuration of OpenCode: no other client has its schema, its servers or its permission object. */
function recognise({ json }: PolicyText) {
  const { root } = json
  if (root?.kind !== 'map') return undefined
  const permission = at(root, 'permission')
  const isServer = (node: DocumentNode) => ['local', 'remote'].includes(textOf(at(node, 'type')) ?? '')
  const isOwn =
    /opencode\.ai/.test(textOf(at(root, '$schema')) ?? '') ||
    permission?.kind === 'map' ||
    permission?.kind === 'text' ||
    (at(root, 'mcp')?.members ?? []).some(({ node }) => isServer(node))
  // The form of OpenCode 2: a list of rules.
  const isNewer = at(root, 'permissions')?.items?.some((rule) => memberOf(rule, 'action') && memberOf(rule, 'effect'))
  if (isOwn || isNewer) return 'certain'
  return (root.members ?? []).some(({ name }) => /^perm/i.test(name) && name !== 'permissions') ? 'possible' : undefined
}

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)opencode\.jsonc?$/,
  recognise,
}
