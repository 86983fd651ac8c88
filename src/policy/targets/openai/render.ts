import { escapeUnseen } from '../../core/escape.ts'
import { settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import type { Format } from '../../core/target.ts'

/**
 * One entry of `tools` in a request to OpenAI’s Responses API or Agents SDK: `allowed_tools` names all that is offered,
 * `require_approval` who is asked about.
 * Source: the types of the npm package openai, Tool.Mcp, read 2026-11-20.
 */
export const openai: Format = {
  id: 'openai',
  label: 'OpenAI API',
  language: 'json',
  minimumVersion: 'the Responses API',
  about: 'An entry of `tools` in a request; the address of the server is yours to fill in.',
  listsAllowed: true,
  fileName: (serverKey) => `${serverKey}.openai.json`,
  render(all, { rest, serverKey }) {
    const { rules, losses: unnamed } = mergeRules(all, 'deny')
    const can = { ask: true, hide: true, limits: false, conditions: false, denyHides: true }
    const { settled, losses } = settle(rules, can, 'OpenAI’s API')
    const of = (wanted: string) => settled.flatMap(({ rule, effect }) => (effect === wanted ? [rule.tool] : []))
    const entry = {
      type: 'mcp',
      server_label: serverKey,
      server_url: 'https://YOUR-SERVER.example/mcp',
      allowed_tools: [...of('allow'), ...of('ask')],
      require_approval: { never: { tool_names: of('allow') }, always: { tool_names: of('ask') } },
    }
    return {
      format: 'openai',
      serverKey,
      file: openai.fileName(serverKey),
      language: 'json',
      text: escapeUnseen(`${JSON.stringify(entry, null, 2)}\n`, 'json'),
      losses: [
        ...unnamed,
        ...losses,
        ...(rest === 'allow'
          ? [{ what: 'The entry lists what may be called: add the other tools that you need.' }]
          : []),
      ],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      rest: 'deny',
    }
  },
}
