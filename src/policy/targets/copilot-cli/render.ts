import type { LoweredRule } from '../../core/lower-rule.ts'
import { shellQuoted } from '../../core/shell-text.ts'
import type { RenderOptions } from '../../core/target.ts'

/**
 * A command: `--allow-tool` and `--deny-tool` take `Server(tool)`, and a denial wins. Tools without a flag are asked about.
 */
export function renderCopilotCli(rules: readonly LoweredRule[], { serverKey }: RenderOptions): string {
  const flags = rules.flatMap(({ rule: { tool }, effect }) => {
    if (effect === 'ask') return []
    return [`  ${effect === 'deny' ? '--deny-tool' : '--allow-tool'} ${shellQuoted(`${serverKey}(${tool})`)}`]
  })
  return `${['copilot', ...flags].join(' \\\n')}\n`
}
