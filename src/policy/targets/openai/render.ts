import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { SnippetEffect } from '../../core/snippet.ts'
import type { RenderOptions } from '../../core/target.ts'
import { serverLabel } from './server-label.ts'

/** Stands for the reader's own server. */
export const SERVER_URL = 'https://YOUR-SERVER.example/mcp'

/** The only allowed tool where none is to pass. */
export const NO_TOOL = 'no tool is allowed'

/** An entry: `allowed_tools` names all that is offered, `require_approval` who is asked about. */
export function renderOpenai(rules: readonly LoweredRule[], { serverKey }: RenderOptions): string {
  const listed = (wanted: SnippetEffect) => rules.flatMap(({ rule, effect }) => (effect === wanted ? [rule.tool] : []))
  const offered = [...listed('allow'), ...listed('ask')]
  const entry = {
    type: 'mcp',
    server_label: serverLabel(serverKey),
    server_url: SERVER_URL,
    // No document says whether an empty list offers nothing or everything.
    allowed_tools: offered.length === 0 ? [NO_TOOL] : offered,
    require_approval:
      offered.length === 0
        ? 'always'
        : { never: { tool_names: listed('allow') }, always: { tool_names: listed('ask') } },
  }
  return escapeUnseen(`${JSON.stringify(entry, null, 2)}\n`, 'json')
}
