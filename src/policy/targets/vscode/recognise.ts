import { memberOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { ELIGIBLE } from './render.ts'

/** Settings that approve commands and addresses. */
export const TERMINAL = 'chat.tools.terminal.autoApprove'
export const URLS = 'chat.tools.urls.autoApprove'
const EDITS = 'chat.tools.edits.autoApprove'

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)\.vscode\/settings\.json$|(?:^|\/)Code\/User\/settings\.json$|\.code-workspace$/,
  recognise({ json }: PolicyText) {
    const { root } = json
    if (root?.kind !== 'map') return undefined
    const names = (root.members ?? []).map(({ name }) => name)
    const isSetting = (name: string) => /^(?:\[[^\]]+\]|[a-z][\w-]*(?:\.[\w-]+)+)$/i.test(name)
    const isOwn = [ELIGIBLE, TERMINAL, URLS, EDITS].some((name) => memberOf(root, name) !== undefined)
    return isOwn || names.filter(isSetting).length * 2 > names.length ? 'certain' : undefined
  },
}
