import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'

/**
 * A command: `--allow-tool` and `--deny-tool` take `Server(tool)`, and a denial wins. Tools without a flag are asked about.
 */
export function renderCopilotCli(rules: readonly LoweredRule[], { serverKey }: RenderOptions): string {
  const flags = rules.flatMap(({ rule: { tool }, effect }) => {
    if (effect === 'ask') return []
    return [`  ${effect === 'deny' ? '--deny-tool' : '--allow-tool'} ${quoted(`${serverKey}(${tool})`)}`]
  })
  return `${['copilot', ...flags].join(' \\\n')}\n`
}

/** A word for a POSIX shell; between single quotes every character but the quote itself stands for itself. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}
