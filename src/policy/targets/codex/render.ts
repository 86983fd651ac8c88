import { stringify } from 'smol-toml'
import { escapeUnseen } from '../../core/escape.ts'
import { settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import { refuseRecordName } from '../../core/record-name.ts'
import type { Format, Loss } from '../../core/target.ts'

/**
 * The server's table in the configuration of Codex. `enabled_tools` lists all that is offered, `disabled_tools` is taken
 * from it; `approval_mode` of a tool is `approve` (no question) or `prompt`.
 * Source: openai/codex, codex-rs/config/src/mcp_types.rs and core/config.schema.json, read 2026-11-20.
 */
export const codex: Format = {
  id: 'codex',
  label: 'Codex',
  language: 'toml',
  minimumVersion: 'Codex with approval modes for tools',
  about: 'OpenAI’s coding agent. The tables go into its configuration beside the server’s own command or address.',
  fileName: () => '~/.codex/config.toml',
  render(all, { rest, serverKey }) {
    const { rules, losses: unnamed } = mergeRules(all, rest, refuseRecordName)
    const can = { ask: true, hide: true, limits: false, conditions: false, denyHides: true }
    const { settled, losses } = settle(rules, can, 'Codex')
    const hidden = settled.flatMap(({ rule, effect }) => (effect === 'hide' ? [rule.tool] : []))
    const offered = settled.filter(({ effect }) => effect !== 'hide')
    const server: Record<string, unknown> = {
      ...(rest === 'deny' ? { enabled_tools: offered.map(({ rule }) => rule.tool) } : {}),
      ...(rest === 'allow' && hidden.length > 0 ? { disabled_tools: hidden } : {}),
      ...(offered.length > 0
        ? {
            tools: Object.fromEntries(
              offered.map(({ rule, effect }) => [
                rule.tool,
                { approval_mode: effect === 'ask' ? 'prompt' : 'approve' },
              ]),
            ),
          }
        : {}),
    }
    const text = `${HEAD}${escapeUnseen(stringify({ mcp_servers: { [codexServer(serverKey)]: server } }), 'toml')}\n`
    return {
      format: 'codex',
      serverKey,
      file: codex.fileName(serverKey),
      language: 'toml',
      text,
      losses: [...unnamed, ...losses, PATCH, ...(codexServer(serverKey) === serverKey ? [] : [RENAMED])],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      rest,
    }
  },
}

/** The server's key as Codex takes it; it starts no server with another. Tried with Codex 0.169.0. */
export function codexServer(serverKey: string): string {
  return serverKey.replace(/[^A-Za-z0-9_./-]/g, '-')
}

const RENAMED: Loss = {
  what: 'Codex starts no server whose key holds others than letters, digits, underscore, dot, slash and hyphen. The tables name it with hyphens: rename the server to that.',
}
const HEAD = '# Beside the command or url of the server, which stands in the first of these tables.\n'
const PATCH: Loss = {
  what: 'The snippet has no command or url: add its lines to the table of the server that you have, or Codex refuses the file.',
}
