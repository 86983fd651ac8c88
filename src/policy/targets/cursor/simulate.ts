import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import type { Simulate } from '../../core/simulation.ts'

/** A star is a wildcard; whether other signs of globs are is not documented, so no text may hold them. */
const entry = z.string().regex(/^[^:?[\]{}!\\]+:[^?[\]{}!\\]+$/, 'must be server:tool')
const schema = z.strictObject({ mcpAllowlist: z.array(entry) })

/**
 * What is listed passes, everything else is asked about.
 * Source: cursor.com/docs/reference/permissions and /docs/cli/reference/permissions, read 2026-11-21.
 */
export const simulateCursor: Simulate = (text, { serverKey }) => {
  const { value, problems } = readJson(text, schema)
  if (!value) return { problems }
  const listed = new Set(value.mcpAllowlist)
  const globs = value.mcpAllowlist.filter((one) => one.includes('*')).map((one) => one.split('*'))
  return {
    call(tool, _args, _counters, key = serverKey) {
      const name = `${key}:${tool}`
      return listed.has(name) || globs.some((parts) => matches(parts, name)) ? 'pass' : 'ask'
    },
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

/** Whether the parts of a glob are in a text one after the other, the first at its start and the last at its end. */
function matches(parts: readonly string[], text: string): boolean {
  const [first = '', ...rest] = parts
  const last = rest.pop() ?? ''
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false
  const inside = text.slice(first.length, text.length - last.length)
  let at = 0
  return rest.every((part) => {
    const found = inside.indexOf(part, at)
    at = found + part.length
    return found !== -1
  })
}
