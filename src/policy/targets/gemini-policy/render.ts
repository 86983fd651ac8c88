import { stringify } from 'smol-toml'
import { escapeUnseen } from '../../core/escape.ts'
import { settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import type { Format, Loss } from '../../core/target.ts'

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
    const { rules, losses: unnamed } = mergeRules(all, rest, (name) => refuse(serverKey, name))
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

/**
 * The server's key as rules can name it: the engine splits names at the first underscore, and writes one for every
 * character that is no letter, digit, dot, colon or hyphen. Tried with Gemini CLI 0.61.0.
 */
export function geminiServer(serverKey: string): string {
  return serverKey.replace(/[^A-Za-z0-9.:-]/g, '-')
}

const UNDERSCORE: Loss = {
  what: 'Gemini CLI cannot match a server whose key holds an underscore, or what is no letter, digit, dot, colon or hyphen. The rules name it with hyphens: rename the server in settings.json to that.',
}

function refuse(serverKey: string, name: string): string | undefined {
  return /^[A-Za-z0-9_.:-]+$/.test(name) && `mcp_${geminiServer(serverKey)}_${name}`.length <= MOST_LETTERS
    ? undefined
    : `Gemini CLI rewrites names with others than letters, digits, underscore, dot, colon and hyphen, and those that have more than ${MOST_LETTERS} characters together with “mcp_” and the server’s key, so no rule can name such a tool.`
}

/** Source: google-gemini/gemini-cli, packages/core/src/tools/mcp-tool.ts, generateValidName. */
const MOST_LETTERS = 63
