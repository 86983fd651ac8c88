import { parse } from 'smol-toml'
import { z } from 'zod'
import { readToml } from '../../core/read-text.ts'
import type { Verifier } from '../../core/simulation.ts'
import { codexServer } from './render.ts'

const tool = z.strictObject({ approval_mode: z.enum(['auto', 'prompt', 'writes', 'approve']).optional() })
const server = z.looseObject({
  enabled_tools: z.array(z.string()).optional(),
  disabled_tools: z.array(z.string()).optional(),
  default_tools_approval_mode: z.enum(['auto', 'prompt', 'writes', 'approve']).optional(),
  tools: z.record(z.string(), tool).optional(),
})
/** The part of the configuration that is about servers. */
export const codexConfigSchema = z.looseObject({ mcp_servers: z.record(z.string(), server) })

/**
 * Enabled tools, less the disabled ones; then the mode of the tool, else that of the server. Whatever is switched off is
 * not offered to the model.
 * Source: openai/codex, codex-rs/config/src/mcp_types.rs, read 2026-11-20.
 */
export const codexVerifier: Verifier = {
  by: 'smol-toml and a restatement of the configuration’s published schema',
  namesServer: true,
  serverOf: codexServer,
  verify(text, _known, serverKey) {
    const { value, problems } = readToml(text, codexConfigSchema)
    if (!value) return problems
    const key = codexServer(serverKey)
    const own = Object.hasOwn(value.mcp_servers, key) ? value.mcp_servers[key] : undefined
    if (!own) return [`mcp_servers has no table for ${key}`]
    for (const name of own.disabled_tools ?? [])
      if (own.enabled_tools?.includes(name)) problems.push(`${name} is both enabled and disabled`)
    for (const name of Object.keys(own.tools ?? {}))
      if (own.disabled_tools?.includes(name) || (own.enabled_tools && !own.enabled_tools.includes(name)))
        problems.push(`${name} has a mode and is not offered`)
    return problems
  },
  load: (text, serverKey) => {
    const servers = codexConfigSchema.parse(parse(text)).mcp_servers
    return (name, _args, _counters, written = serverKey) => {
      const key = codexServer(written)
      const own = Object.hasOwn(servers, key) ? servers[key] : undefined
      if (!own) return 'unset'
      if (own.disabled_tools?.includes(name) || (own.enabled_tools && !own.enabled_tools.includes(name))) return 'hide'
      const mode =
        (own.tools && Object.hasOwn(own.tools, name) ? own.tools[name]?.approval_mode : undefined) ??
        own.default_tools_approval_mode
      return mode === 'approve' ? 'pass' : mode === 'prompt' ? 'ask' : 'unset'
    }
  },
}
