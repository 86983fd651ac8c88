import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import type { Simulate } from '../../core/simulation.ts'

const config = z.strictObject({ enabled: z.boolean() })
const schema = z.strictObject({
  type: z.literal('mcp_toolset'),
  mcp_server_name: z.string().min(1),
  default_config: config,
  configs: z.record(z.string(), config),
})

/**
 * The tool's own entry, else the default; what is not enabled is not offered.
 * Source: the types of the npm package @anthropic-ai/sdk, BetaMCPToolset, read 2026-11-20.
 */
export const simulateAnthropic: Simulate = (text, { serverKey }) => {
  const { value, problems } = readJson(text, schema)
  if (!value) return { problems }
  const { mcp_server_name, default_config, configs } = value
  return {
    call(tool, _args, _counters, key = serverKey) {
      if (key !== mcp_server_name) return 'unset'
      const entry = Object.hasOwn(configs, tool) ? configs[tool] : default_config
      return entry?.enabled ? 'pass' : 'hide'
    },
    mentions: () => ({
      named: Object.keys(configs).map((tool) => ({ tool, server: mcp_server_name })),
      open: [],
      extra: [],
    }),
  }
}
