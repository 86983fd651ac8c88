import { stringify } from 'smol-toml'
import { escapeUnseen } from './escape.ts'
import type { Format, Loss } from './format.ts'
import { mergeRules } from './merge.ts'
import { settle } from './settle.ts'

/**
 * Rules of the policy engine of Gemini CLI. `toolName` is always written: its loader drops a whole file that holds one
 * rule without it. A denial without a pattern for arguments also takes the tool out of the model's list.
 * Source: google-gemini/gemini-cli, docs/reference/policy-engine.md and packages/core/src/policy/toml-loader.ts, read
 * 2026-11-20.
 */
export const geminiPolicy: Format = {
  id: 'gemini-policy',
  label: 'Gemini CLI policy',
  language: 'toml',
  minimumVersion: 'Gemini CLI with the policy engine',
  about:
    'Google’s terminal agent. The file lies in the policies folder of the user; those of a workspace are not read.',
  fileName: (serverKey) => `~/.gemini/policies/${geminiServer(serverKey).replace(/[^A-Za-z0-9.-]/g, '-')}.toml`,
  render(all, { rest, serverKey }) {
    const { rules, losses: unnamed } = mergeRules(all, rest, refuse)
    const can = { ask: true, hide: true, limits: false, conditions: false, denyHides: true }
    const { settled, losses } = settle(rules, can, 'Gemini CLI')
    const mcpName = geminiServer(serverKey)
    const rule = settled.map(({ rule: { tool, reason }, effect }) => ({
      mcpName,
      toolName: tool,
      decision: effect === 'hide' ? 'deny' : effect === 'ask' ? 'ask_user' : 'allow',
      priority: 500,
      ...(effect === 'hide' ? { denyMessage: reason } : {}),
    }))
    if (rest === 'deny')
      rule.push({ mcpName, toolName: '*', decision: 'deny', priority: 100, denyMessage: 'No rule names this tool.' })
    const text = rule.length > 0 ? `${escapeUnseen(stringify({ rule }), 'toml')}\n` : '# No tool can be named here.\n'
    return {
      format: 'gemini-policy',
      serverKey,
      file: geminiPolicy.fileName(serverKey),
      language: 'toml',
      text,
      losses: [...unnamed, ...losses, ...(mcpName === serverKey ? [] : [UNDERSCORE])],
      effects: new Map(settled.map(({ rule: { tool }, effect }) => [tool, effect])),
      rest,
    }
  },
}

/** The server's key as rules can name it: the engine splits names at the first underscore. */
export function geminiServer(serverKey: string): string {
  return serverKey.replaceAll('_', '-')
}

const UNDERSCORE: Loss = {
  what: 'Gemini CLI cannot match a server whose key holds an underscore. The rules name it with hyphens: rename the server in settings.json to that.',
}

function refuse(name: string): string | undefined {
  return /^[A-Za-z0-9_.:-]{1,63}$/.test(name)
    ? undefined
    : 'Gemini CLI rewrites names of more than 63 characters or with others than letters, digits, underscore, dot, colon and hyphen, so no rule can name such a tool.'
}
