import { settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import type { Format } from '../../core/target.ts'

/**
 * Flags of GitHub Copilot CLI: `--allow-tool` and `--deny-tool` take `Server(tool)`, and a denial wins. Tools without a
 * flag are asked about.
 * Source: docs.github.com, "Using GitHub Copilot CLI", approvals for tools, read 2026-11-20; names tried with 1.0.102.
 */
export const copilotCli: Format = {
  id: 'copilot-cli',
  label: 'Copilot CLI',
  language: 'shell',
  minimumVersion: 'GitHub Copilot CLI with --allow-tool',
  about: 'GitHub’s terminal agent. The flags are given when it is started.',
  fileName: (serverKey) => `copilot-${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.sh`,
  render(all, { rest, serverKey }) {
    const { rules, losses: unnamed } = mergeRules(all, 'ask', (name) => refuse(serverKey, name))
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

/** Tried with GitHub Copilot CLI 1.0.102: it knows other tools and servers by names of its own making. */
function refuse(serverKey: string, name: string): string | undefined {
  if (!/^[A-Za-z0-9_.@/-]+$/.test(serverKey))
    return 'A flag names a server by letters, digits, underscore, dot, at sign, slash and hyphen only: rename the server.'
  return /^[A-Za-z0-9_-]+$/.test(name) && `${serverKey}-${name}`.length <= MOST_LETTERS
    ? undefined
    : `A flag names a tool by letters, digits, underscore and hyphen only, and by no more than ${MOST_LETTERS} characters together with the server’s key and a hyphen.`
}

const MOST_LETTERS = 64
