import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import { type Simulate, simulation } from '../../core/simulation.ts'
import { MAX_TOOL_CHARS } from './render.ts'

const config = {
  enabled: z.boolean().optional(),
  permission_policy: z.strictObject({ type: z.enum(['always_allow', 'always_ask']) }).optional(),
}
const schema = z.strictObject({
  type: z.literal('mcp_toolset'),
  mcp_server_name: z.string().min(1).max(255),
  default_config: z.strictObject(config).optional(),
  configs: z.array(z.strictObject({ name: z.string().min(1).max(MAX_TOOL_CHARS), ...config })).default([]),
})

/**
 * The tool’s own entry, then the default, then the API’s: enabled, with approval of every call.
 * Source: the types of the npm package @anthropic-ai/sdk, BetaManagedAgentsMCPToolsetParams, and
 * platform.claude.com/docs/en/managed-agents/permission-policies, read 2026-11-21.
 */
export const simulateManagedAgents: Simulate = (text, { serverKey }) => {
  const { value, problems } = readJson(text, schema)
  if (!value) return { problems }
  const { mcp_server_name: server, default_config: unlisted = {} } = value
  const own = new Map(value.configs.map((one) => [one.name, one]))
  if (own.size < value.configs.length) problems.push('configs has a tool twice')
  return simulation(problems, () => ({
    call(tool, _args, _counters, key = serverKey) {
      if (key !== server) return 'unset'
      const entry = own.get(tool)
      if (!(entry?.enabled ?? unlisted.enabled ?? true)) return 'hide'
      const policy = entry?.permission_policy ?? unlisted.permission_policy
      return policy?.type === 'always_allow' ? 'pass' : 'ask'
    },
    mentions: () => ({
      named: [...own.keys()].map((tool) => ({ tool, server })),
      open: [],
      // Left out, they are as the API has them, which can change.
      extra: [
        ...(value.default_config ? [] : ['default_config is missing']),
        ...[unlisted, ...value.configs].flatMap(({ enabled, permission_policy }) =>
          enabled === undefined || (enabled && !permission_policy) ? ['enabled or permission_policy is missing'] : [],
        ),
      ],
    }),
  }))
}
