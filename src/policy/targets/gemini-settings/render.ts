import { escapeUnseen } from '../../core/escape.ts'
import { settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import type { Format } from '../../core/target.ts'

/**
 * The filter of one server in the settings of Gemini CLI: what `excludeTools` names is not offered, and of several lists
 * the exclusion wins. A server is asked about unless `trust` is true, so no call passes unasked.
 * Source: google-gemini/gemini-cli, docs/tools/mcp-server.md and schemas/settings.schema.json, read 2026-11-20.
 */
export const geminiSettings: Format = {
  id: 'gemini-settings',
  label: 'Gemini CLI settings',
  language: 'json',
  minimumVersion: 'Gemini CLI with includeTools and excludeTools',
  about: 'The simpler way for Gemini CLI: a list of tools in the server’s own entry.',
  fileName: () => '~/.gemini/settings.json',
  render(all, { rest, serverKey }) {
    const { rules, losses: unnamed } = mergeRules(all, rest === 'deny' ? 'deny' : 'ask', refuse)
    const can = { ask: true, hide: true, limits: false, conditions: false, denyHides: true }
    // Whatever is offered is asked about, so a limit needs no word of its own.
    const asked = rules.map((rule) => (rule.effect === 'allow' ? { ...rule, limits: [], conditions: [] } : rule))
    const { settled, losses } = settle(asked, can, 'The filter')
    const names = (hidden: boolean) =>
      settled.flatMap(({ rule, effect }) => ((effect === 'hide') === hidden ? [rule.tool] : []))
    const entry = rest === 'deny' ? { includeTools: names(false) } : { excludeTools: names(true) }
    const text = `${JSON.stringify({ mcpServers: { [serverKey]: { ...entry, trust: false } } }, null, 2)}\n`
    return {
      format: 'gemini-settings',
      serverKey,
      file: geminiSettings.fileName(serverKey),
      language: 'json',
      text: escapeUnseen(text, 'json'),
      losses: [...unnamed, ...losses, { what: ASKS }, { what: PATCH }],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect === 'hide' ? 'hide' : 'ask'])),
      rest: rest === 'deny' ? 'deny' : 'ask',
    }
  },
}

const ASKS =
  'The filter cannot let a call pass: Gemini CLI asks about every tool of a server that is not trusted. Its policy can.'
const PATCH = 'The entry has no command or url: add its members to the entry of the server that you have.'

function refuse(name: string): string | undefined {
  if (name.includes('(')) return 'The filter reads a parenthesis as the beginning of arguments.'
  return name.includes('$')
    ? 'Gemini CLI puts variables of the environment where settings hold a dollar sign.'
    : undefined
}
