import { at, memberOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'

// Settings of the editor that others do not have by these names.
const OWN_KEYS = ['vim_mode', 'buffer_font_size', 'ui_font_size', 'lsp', 'format_on_save', 'tab_size', 'languages']

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)(?:\.zed|zed)\/settings\.json$/,
  recognise({ json }) {
    const { root } = json
    if (root?.kind !== 'map') return undefined
    const agent = at(root, 'agent')
    const isOwn =
      memberOf(root, 'context_servers') ??
      memberOf(agent, 'tool_permissions') ??
      memberOf(agent, 'always_allow_tool_actions')
    return isOwn || OWN_KEYS.filter((name) => memberOf(root, name)).length > 1 ? 'certain' : undefined
  },
}
