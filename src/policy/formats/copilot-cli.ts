import { escapeUnseen } from './escape.ts'
import type { Format } from './format.ts'
import { mergeRules } from './merge.ts'
import { settle } from './settle.ts'

/**
 * Flags of GitHub Copilot CLI: `--allow-tool` and `--deny-tool` take `Server(tool)`, and a denial wins. Tools without a
 * flag are asked about.
 * Source: docs.github.com, "Using GitHub Copilot CLI", approvals for tools, read 2026-11-20.
 */
export const copilotCli: Format = {
  id: 'copilot-cli',
  label: 'Copilot CLI',
  language: 'shell',
  minimumVersion: 'GitHub Copilot CLI with --allow-tool',
  about: 'GitHub’s terminal agent. The flags are given when it is started.',
  fileName: (serverKey) => `copilot-${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.sh`,
  render(all, { rest, serverKey }) {
    const { rules, losses: unnamed } = mergeRules(all, rest, refuse)
    const can = { ask: true, hide: false, limits: false, conditions: false }
    const { settled, losses } = settle(rules, can, 'Copilot CLI')
    const flags = settled.flatMap(({ rule: { tool }, effect }) => {
      if (effect === 'ask') return []
      return [`  ${effect === 'deny' ? '--deny-tool' : '--allow-tool'} ${quoted(`${serverKey}(${tool})`)}`]
    })
    const text = `${['copilot', ...flags].join(' \\\n')}\n`
    const loss =
      rest === 'deny' ? [{ what: 'Copilot CLI cannot refuse what is not named: it asks about those tools.' }] : []
    const stricter =
      rest === 'allow' ? [{ what: 'Copilot CLI asks about every tool without a flag, whatever held before.' }] : []
    return {
      format: 'copilot-cli',
      serverKey,
      file: copilotCli.fileName(serverKey),
      language: 'shell',
      text,
      losses: [...unnamed, ...losses, ...loss, ...stricter],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      rest: 'ask',
    }
  },
}

/** A word for a POSIX shell; between single quotes every character but the quote itself stands for itself. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}

// A shell has no escapes between single quotes, so a name with what cannot be seen is refused.
function refuse(name: string): string | undefined {
  if (/[()\n\r]/.test(name)) return 'A flag cannot hold a name with parentheses or line breaks.'
  return escapeUnseen(name, 'json') === name && !/[\u0000-\u001f]/.test(name)
    ? undefined
    : 'A name holds characters that cannot be seen, which a shell cannot write in another way.'
}
