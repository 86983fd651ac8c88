import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import type { Verifier } from '../../core/simulation.ts'

const schema = z.strictObject({ mcpAllowlist: z.array(z.string().regex(/^[^:]+:.+$/s, 'must be server:tool')) })

/** What is listed passes, everything else is asked about. Source: cursor.com/docs, permissions.json, read 2026-11-20. */
export const cursorVerifier: Verifier = {
  by: 'a restatement of the documented file',
  namesServer: false,
  verify: (text) => readJson(text, schema).problems,
  load: (text, serverKey) => {
    const listed = new Set(schema.parse(JSON.parse(text)).mcpAllowlist)
    return (tool, _args, _counters, key = serverKey) => (listed.has(`${key}:${tool}`) ? 'pass' : 'ask')
  },
}
