import { at, memberOf, textsOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'

/** The lists of tokens. */
export const LISTS = ['deny', 'allow'] as const

/** Whether a file is for Cursor CLI: no other client has entries for Shell and Mcp. */
function recognise({ json }: PolicyText) {
  const { root } = json
  if (root?.kind !== 'map') return undefined
  const entries = LISTS.flatMap((list) => textsOf(at(root, 'permissions', list)).map(({ text }) => text))
  if (
    entries.some((text) => /^(?:Shell|Mcp)\(/.test(text)) ||
    /^(?:allowlist|unrestricted)$/.test(String(at(root, 'approvalMode')?.value))
  )
    return 'certain'
  if (typeof at(root, 'editor', 'vimMode')?.value === 'boolean' && at(root, 'permissions')?.members) return 'certain'
  if (memberOf(root, 'webFetchDomainAllowlist') ?? memberOf(at(root, 'sandbox'), 'networkAccess')) return 'possible'
  return entries.length > 0 && entries.every((text) => /^(?:Read|Write|WebFetch)\(/.test(text)) ? 'possible' : undefined
}

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)\.cursor\/cli\.json$|(?:^|\/)cli-config\.json$/,
  recognise,
}
