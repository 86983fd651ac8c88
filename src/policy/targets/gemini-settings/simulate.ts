import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import type { Verifier } from '../../core/simulation.ts'

const schema = z.looseObject({
  mcpServers: z.record(
    z.string(),
    z.looseObject({
      includeTools: z.array(z.string()).optional(),
      excludeTools: z.array(z.string()).optional(),
      trust: z.boolean().optional(),
    }),
  ),
})

/**
 * Excluded tools, and those that an inclusion leaves out, are not offered; the others are asked about unless the server
 * is trusted. Source: google-gemini/gemini-cli, docs/tools/mcp-server.md, read 2026-11-20.
 */
export const geminiSettingsVerifier: Verifier = {
  by: 'a restatement of the documented filter',
  namesServer: true,
  verify: (text, _known, serverKey) => {
    const { value, problems } = readJson(text, schema)
    return value && !Object.hasOwn(value.mcpServers, serverKey) ? [`mcpServers has no entry ${serverKey}`] : problems
  },
  load: (text, serverKey) => {
    const { mcpServers } = schema.parse(JSON.parse(text))
    return (tool, _args, _counters, key = serverKey) => {
      const own = Object.hasOwn(mcpServers, key) ? mcpServers[key] : undefined
      if (!own) return 'unset'
      const listed = (list: string[]) => list.some((entry) => entry.split('(')[0] === tool)
      if (listed(own.excludeTools ?? []) || (own.includeTools && !listed(own.includeTools))) return 'hide'
      return own.trust ? 'pass' : 'ask'
    }
  },
}
