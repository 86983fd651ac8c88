import { at, memberOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)\.cursor\/permissions\.json$/,
  recognise({ json }) {
    const { root } = json
    if (root?.kind !== 'map') return undefined
    if (memberOf(root, 'mcpAllowlist') ?? memberOf(root, 'terminalAllowlist')) return 'certain'
    const names = (root.members ?? []).map(({ name }) => name)
    return names.length === 0 ||
      memberOf(root, 'autoRun') ||
      at(root, 'permissions')?.members ||
      names.some((name) => /(?:allow|deny|block)list$/i.test(name))
      ? 'possible'
      : undefined
  },
}
