import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import { membersBeside, type Simulate, simulation } from '../../core/simulation.ts'

const schema = z.looseObject({ mcpServers: z.record(z.string(), z.looseObject({ tools: z.array(z.string()) })) })

/**
 * What is not listed is not offered, in any mode; a star lists everything. The file allows nothing: Copilot CLI asks about what
 * it offers. Source: docs.github.com, "Adding MCP servers for GitHub Copilot CLI", and GitHub Copilot CLI 1.0.102, run; read
 * 2026-11-21.
 */
export const simulateCopilotMcpConfig: Simulate = (text, { serverKey }) => {
  const { value, problems } = readJson(text, schema)
  if (!value) return { problems }
  const servers = new Map(Object.entries(value.mcpServers).map(([key, { tools }]) => [key, new Set(tools)]))
  if (!servers.has(serverKey)) problems.push(`mcpServers has no entry ${serverKey}`)
  return simulation(problems, () => ({
    call(tool, _args, _counters, key = serverKey) {
      const tools = servers.get(key)
      if (!tools) return 'unset'
      return tools.has(tool) || tools.has('*') ? 'ask' : 'hide'
    },
    mentions: () => ({
      named: [...servers].flatMap(([server, tools]) =>
        [...tools].filter((tool) => tool !== '*').map((tool) => ({ tool, server })),
      ),
      open: [...servers].flatMap(([server, tools]) => (tools.has('*') ? [`${server}: *`] : [])),
      extra: [
        ...membersBeside(value, ['mcpServers']),
        ...Object.entries(value.mcpServers).flatMap(([key, own]) =>
          membersBeside(own, ['tools'], `mcpServers.${key}.`),
        ),
      ],
    }),
  }))
}
