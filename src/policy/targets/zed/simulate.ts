import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import { type Decision, membersBeside, type Simulate, simulation } from '../../core/simulation.ts'
import { zedKey } from './render.ts'

const effect = z.enum(['allow', 'confirm', 'deny'])
const patterns = z.array(z.unknown()).optional()
const tool = z.looseObject({
  default: effect.optional(),
  always_allow: patterns,
  always_deny: patterns,
  always_confirm: patterns,
})
const permissions = z.looseObject({ default: effect.optional(), tools: z.record(z.string(), tool).default({}) })
const schema = z.looseObject({ agent: z.looseObject({ tool_permissions: permissions }) })

const DECISIONS: Record<z.output<typeof effect>, Decision> = { allow: 'pass', confirm: 'ask', deny: 'deny' }

/**
 * The default of the tool, then the default of all tools. Patterns see an empty text for a tool of a server, so one that is
 * meant for its arguments does something else than it says.
 * Source: zed-industries/zed, crates/agent/src/tool_permissions.rs at 00b6ce1c and docs/src/ai/tool-permissions.md at 07b5ab52,
 * read 2026-11-21.
 */
export const simulateZed: Simulate = (text, { serverKey }) => {
  const { value, problems } = readJson(text, schema)
  if (!value) return { problems }
  const { tool_permissions: all } = value.agent
  const tools = new Map(Object.entries(all.tools))
  for (const [key, { always_allow, always_deny, always_confirm }] of tools)
    if (key.startsWith('mcp:') && (always_allow || always_deny || always_confirm))
      problems.push(`${key} has patterns, which see no argument of a tool of a server`)
  return simulation(problems, () => ({
    call(name, _args, _counters, key = serverKey) {
      const decided = tools.get(zedKey(key, name))?.default ?? all.default
      return decided ? DECISIONS[decided] : 'unset'
    },
    mentions: () => ({
      named: [...tools.keys()].flatMap((key) => {
        const own = zedKey(serverKey, '')
        if (key.startsWith(own)) return [{ tool: key.slice(own.length), server: serverKey }]
        const [kind, server, ...rest] = key.split(':')
        return kind === 'mcp' && server !== undefined ? [{ tool: rest.join(':'), server }] : []
      }),
      open: [
        ...(all.default ? ['the default of all tools'] : []),
        ...[...tools.keys()].filter((key) => !/^mcp:.*:/s.test(key)),
      ],
      extra: [
        ...membersBeside(value, ['agent']),
        ...membersBeside(value.agent, ['tool_permissions'], 'agent.'),
        ...membersBeside(all, ['default', 'tools'], 'agent.tool_permissions.'),
        ...[...tools].flatMap(([key, own]) => membersBeside(own, ['default'], `${key}.`)),
      ],
    }),
  }))
}
