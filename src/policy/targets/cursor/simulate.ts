import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import type { Simulate } from '../../core/simulation.ts'

const schema = z.strictObject({ mcpAllowlist: z.array(z.string().regex(/^[^:]+:.+$/s, 'must be server:tool')) })

/** What is listed passes, everything else is asked about. Source: cursor.com/docs, permissions.json, read 2026-11-20. */
export const simulateCursor: Simulate = (text, { serverKey }) => {
  const { value, problems } = readJson(text, schema)
  if (!value) return { problems }
  const listed = new Set(value.mcpAllowlist)
  return {
    call: (tool, _args, _counters, key = serverKey) => (listed.has(`${key}:${tool}`) ? 'pass' : 'ask'),
    mentions: () => ({
      named: [...listed].map((one) => {
        const server = one.startsWith(`${serverKey}:`) ? serverKey : one.slice(0, one.indexOf(':'))
        return { tool: one.slice(server.length + 1), server }
      }),
      open: [...listed].filter((one) => one.includes('*')),
      extra: [],
    }),
  }
}
