import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import type { Verifier } from '../../core/simulation.ts'

const config = z.strictObject({ enabled: z.boolean() })
const schema = z.strictObject({
  type: z.literal('mcp_toolset'),
  mcp_server_name: z.string().min(1),
  default_config: config,
  configs: z.record(z.string(), config),
})

/** The tool's own entry, else the default; what is not enabled is not offered. Source: as the format. */
export const anthropicVerifier: Verifier = {
  by: 'a restatement of the types of @anthropic-ai/sdk 1.11.0, against which samples are compiled',
  namesServer: true,
  verify: (text) => readJson(text, schema).problems,
  load: (text, serverKey) => {
    const { mcp_server_name, default_config, configs } = schema.parse(JSON.parse(text))
    return (tool, _args, _counters, key = serverKey) => {
      if (key !== mcp_server_name) return 'unset'
      const own = Object.hasOwn(configs, tool) ? configs[tool] : default_config
      return own?.enabled ? 'pass' : 'hide'
    }
  },
}
