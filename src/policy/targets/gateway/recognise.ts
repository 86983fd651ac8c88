import { at, memberOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)(?:policy|policylayer)[^/]*\.json$/,
  recognise({ json }) {
    const { root } = json
    if (root?.kind !== 'map' || !memberOf(root, 'version')) return undefined
    const effect = at(root, 'default')?.value
    const isPolicy = ['tools', 'hide', 'all_tools'].some((name) => memberOf(root, name))
    if (isPolicy && (effect === 'allow' || effect === 'deny')) return 'certain'
    return isPolicy && memberOf(root, 'default') ? 'likely' : undefined
  },
}
