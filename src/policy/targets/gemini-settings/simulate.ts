import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import { membersBeside, type Simulate, simulation } from '../../core/simulation.ts'

const entry = z.looseObject({
  includeTools: z.array(z.string()).optional(),
  excludeTools: z.array(z.string()).optional(),
  trust: z.boolean().optional(),
})
const schema = z.looseObject({ mcpServers: z.record(z.string(), entry) })

/**
 * Excluded tools, and those that an inclusion leaves out, are not offered; the others are asked about unless the server
 * is trusted. Source: google-gemini/gemini-cli, docs/tools/mcp-server.md, read 2026-11-20.
 */
export const simulateGeminiSettings: Simulate = (text, { serverKey }) => {
  const { value, problems } = readJson(text, schema)
  if (!value) return { problems }
  const servers = new Map(Object.entries(value.mcpServers).map(([key, own]) => [key, filterOf(own)]))
  if (!servers.has(serverKey)) problems.push(`mcpServers has no entry ${serverKey}`)
  return simulation(problems, () => ({
    call(tool, _args, _counters, key = serverKey) {
      const filter = servers.get(key)
      if (!filter) return 'unset'
      if (filter.excluded.has(tool) || (filter.included && !filter.included.has(tool))) return 'hide'
      return filter.trusted ? 'pass' : 'ask'
    },
    mentions: () => ({
      named: [...servers].flatMap(([server, { included = [], excluded }]) =>
        [...included, ...excluded].map((tool) => ({ tool, server })),
      ),
      open: [...servers.keys()].filter((key) => key !== serverKey),
      extra: [
        ...membersBeside(value, ['mcpServers']),
        ...Object.entries(value.mcpServers).flatMap(([key, own]) =>
          membersBeside(own, ['includeTools', 'excludeTools', 'trust'], `mcpServers.${key}.`),
        ),
        // The members go into an entry that may have others, so what is not said there is not known.
        ...Object.entries(value.mcpServers).flatMap(([key, own]) => [
          ...(own.trust === undefined ? [`mcpServers.${key}.trust is not set`] : []),
          ...(own.includeTools || own.excludeTools ? [] : [`mcpServers.${key} has no filter`]),
        ]),
      ],
    }),
  }))
}

const filterOf = ({ includeTools, excludeTools = [], trust }: z.output<typeof entry>) => ({
  included: includeTools && new Set(includeTools.map(nameOf)),
  excluded: new Set(excludeTools.map(nameOf)),
  trusted: trust === true,
})

/** An entry is a name, with or without arguments in parentheses. */
const nameOf = (listed: string) => listed.split('(')[0] as string
