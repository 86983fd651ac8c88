import { z } from 'zod'
import { readToml } from '../../core/read-text.ts'
import { membersBeside, type Simulate, simulation } from '../../core/simulation.ts'
import { codexServer } from './server-name.ts'

const mode = z.enum(['auto', 'prompt', 'writes', 'approve']).optional()
const server = z.looseObject({
  enabled_tools: z.array(z.string()).optional(),
  disabled_tools: z.array(z.string()).optional(),
  default_tools_approval_mode: mode,
  tools: z.record(z.string(), z.strictObject({ approval_mode: mode })).optional(),
})
/** The part of the configuration that is about servers. */
const codexConfigSchema = z.looseObject({ mcp_servers: z.record(z.string(), server) })

/**
 * Enabled tools, less the disabled ones; then the mode of the tool, else that of the server. Whatever is switched off is
 * not offered to the model.
 * Source: openai/codex, codex-rs/config/src/mcp_types.rs, read 2026-11-20.
 */
export const simulateCodex: Simulate = (text, { serverKey }) => {
  const { value, problems } = readToml(text, codexConfigSchema)
  if (!value) return { problems }
  const servers = new Map(Object.entries(value.mcp_servers).map(([key, own]) => [key, tableOf(own)]))
  const own = servers.get(codexServer(serverKey))
  if (!own) return { problems: [`mcp_servers has no table for ${codexServer(serverKey)}`] }
  for (const name of own.disabled) if (own.enabled?.has(name)) problems.push(`${name} is both enabled and disabled`)
  for (const name of own.modes.keys()) if (!isOffered(own, name)) problems.push(`${name} has a mode and is not offered`)
  return simulation(problems, () => ({
    call(name, _args, _counters, key = serverKey) {
      const table = servers.get(codexServer(key))
      if (!table) return 'unset'
      if (!isOffered(table, name)) return 'hide'
      const approval = table.modes.get(name) ?? table.defaultMode
      return approval === 'approve' ? 'pass' : approval === 'prompt' ? 'ask' : 'unset'
    },
    mentions: () => ({
      named: [...servers].flatMap(([key, { enabled = [], disabled, modes }]) =>
        [...enabled, ...disabled, ...modes.keys()].map((tool) => ({ tool, server: key })),
      ),
      open: [...servers.keys()].filter((key) => key !== codexServer(serverKey)),
      extra: [
        ...membersBeside(value, ['mcp_servers']),
        ...Object.entries(value.mcp_servers).flatMap(([key, table]) =>
          membersBeside(table, ['enabled_tools', 'disabled_tools', 'tools'], `mcp_servers.${key}.`),
        ),
      ],
    }),
  }))
}

const tableOf = ({ enabled_tools, disabled_tools, tools, default_tools_approval_mode }: z.output<typeof server>) => ({
  enabled: enabled_tools && new Set(enabled_tools),
  disabled: new Set(disabled_tools),
  modes: new Map(Object.entries(tools ?? {}).map(([name, { approval_mode }]) => [name, approval_mode])),
  defaultMode: default_tools_approval_mode,
})

const isOffered = ({ enabled, disabled }: ReturnType<typeof tableOf>, name: string) =>
  !disabled.has(name) && (!enabled || enabled.has(name))
