import { z } from 'zod'
import { valueAt } from '../../../../src/policy/core/conditions.ts'
import { readJson } from '../../../../src/policy/core/read-text.ts'
import type { Simulate } from '../../../../src/policy/core/simulation.ts'

const tool = z.strictObject({
  tool: z.string(),
  effect: z.enum(['allow', 'limit', 'deny', 'hide']),
  limits: z.array(z.strictObject({ max: z.int().min(1), per: z.enum(['minute', 'hour', 'day']) })),
  equals: z.array(z.strictObject({ path: z.string(), value: z.unknown() })),
})
const server = z.strictObject({ unlisted: z.enum(['allow', 'deny']), tools: z.array(tool) })
/** The file of Turnstile. */
export const turnstileSchema = z.strictObject({ turnstile: z.record(z.string(), server) })

export const simulateTurnstile: Simulate = (text, { serverKey }) => {
  const { value, problems } = readJson(text, turnstileSchema)
  if (!value) return { problems }
  return {
    call(name, args, counters, key = serverKey) {
      const own = Object.hasOwn(value.turnstile, key) ? value.turnstile[key] : undefined
      if (!own) return 'unset'
      const entry = own.tools.find((one) => one.tool === name)
      if (!entry) return own.unlisted === 'allow' ? 'pass' : 'deny'
      if (entry.effect === 'hide' || entry.effect === 'deny') return entry.effect
      if (entry.equals.some(({ path, value }) => valueAt(args, path) !== value)) return 'deny'
      if (entry.limits.some(({ max, per }) => counters.counted(name, per) >= max)) return 'deny'
      for (const { per } of entry.limits) counters.count(name, per)
      return 'pass'
    },
    mentions: () => ({
      named: Object.entries(value.turnstile).flatMap(([server, { tools }]) =>
        tools.map(({ tool }) => ({ tool, server })),
      ),
      open: [],
      extra: [],
    }),
  }
}
