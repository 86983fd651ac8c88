import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import type { Simulate } from '../../core/simulation.ts'

const config = z.strictObject({ enabled: z.boolean().optional(), defer_loading: z.boolean().optional() })
const schema = z.strictObject({
  type: z.literal('mcp_toolset'),
  mcp_server_name: z.string().min(1),
  default_config: config.optional(),
  configs: z.record(z.string(), config).optional(),
})

/**
 * The tool's own entry, else the default, else enabled; what is not enabled is not offered.
 * Source: the types of the npm package @anthropic-ai/sdk 1.12.0, BetaMCPToolset, and its documentation, read 2026-11-21.
 */
export const simulateAnthropic: Simulate = (text, { serverKey }) => {
  const { value, problems } = readJson(text, schema)
  if (!value) return { problems }
  const { mcp_server_name, default_config = {}, configs = {} } = value
  return {
    call(tool, _args, _counters, key = serverKey) {
      if (key !== mcp_server_name) return 'unset'
      const own = Object.hasOwn(configs, tool) ? configs[tool]?.enabled : undefined
      return (own ?? default_config.enabled ?? true) ? 'pass' : 'hide'
    },
    mentions: () => ({
      named: Object.keys(configs).map((tool) => ({ tool, server: mcp_server_name })),
      open: [],
      // What is left to the API's own default may change there.
      extra: [
        ...(value.configs ? [] : ['configs is missing']),
        ...Object.entries({ default_config, ...configs }).flatMap(([name, { enabled, defer_loading }]) => [
          ...(enabled === undefined ? [`${name} does not set enabled`] : []),
          ...(defer_loading === undefined ? [] : [`${name} sets defer_loading`]),
        ]),
      ],
    }),
  }
}
