import { z } from 'zod'
import { holds, valueAt } from './conditions.ts'
import type { Counters } from './counters.ts'
import { type Decision, type Simulate, simulation } from './simulation.ts'
import { around, BEGIN, END, type ModuleCode, UNLISTED } from './typescript-module.ts'

const patterns = z.strictObject({ any: z.array(z.string()), none: z.array(z.string()) })
const compared = z.enum(['eq', 'neq', 'in', 'not_in', 'lt', 'lte', 'gt', 'gte', 'contains', 'exists'])
const rest = { path: z.string(), optional: z.literal(true).optional(), reason: z.string() }
const condition = z.union([
  z.strictObject({ ...rest, op: compared, value: z.unknown() }),
  z.strictObject({ ...rest, op: z.literal('like'), value: patterns }),
])
const limit = z.strictObject({ max: z.int().min(1), per: z.enum(['minute', 'hour', 'day']) })

/** One rule of such a module. */
const moduleRuleSchema = z.strictObject({
  effect: z.enum(['allow', 'ask', 'deny', 'hide']),
  reason: z.string().optional(),
  conditions: z.array(condition).optional(),
  limits: z.array(limit).optional(),
})
export type ModuleRule = z.output<typeof moduleRuleSchema>
export type ModuleCondition = z.output<typeof condition>

const entriesSchema = z.array(z.tuple([z.string(), moduleRuleSchema]))

/**
 * Reads such a module. The rules are read as the library meets them; the code must be ours, letter by letter, because nothing
 * but running it tells what other code does.
 */
export const simulateModule =
  (code: ModuleCode): Simulate =>
  (text) => {
    const lines = text.split('\n')
    // Comments on limitations stand above the module.
    const first = lines.findIndex((line) => line !== '' && !line.startsWith('//'))
    const begin = lines.indexOf(BEGIN)
    const end = lines.indexOf(END, begin)
    if (begin < 0 || end < 0) return { problems: ['the module has no rules'] }
    let data: unknown
    try {
      data = JSON.parse(`[${lines.slice(begin + 1, end).join('\n')}]`)
    } catch (error) {
      return { problems: [(error as Error).message] }
    }
    const parsed = entriesSchema.safeParse(data)
    if (!parsed.success)
      return { problems: parsed.error.issues.map(({ path, message }) => `rules.${path.join('.')}: ${message}`) }
    const [before, after] = [lines.slice(first, begin).join('\n'), lines.slice(end + 1).join('\n')]
    const unlisted = (['allow', 'deny'] as const).find((one) => {
      const wanted = around(code, parsed.data, one)
      return wanted.before === before && wanted.after === after
    })
    const problems = unlisted === undefined ? ['the code beside the rules is not the code that was checked'] : []
    const rules = new Map(parsed.data)
    if (rules.size < parsed.data.length) problems.push('a tool appears twice, and only the last rule counts')
    return simulation(problems, () => ({
      call(tool, args, counters) {
        const rule = rules.get(tool) ?? UNLISTED[unlisted as keyof typeof UNLISTED]
        return decide(rule, tool, args, counters)
      },
      mentions: () => ({ named: [...rules.keys()].map((tool) => ({ tool })), open: [], extra: [] }),
    }))
  }

/** What a module with such rules does with one call. */
export function decide(
  { effect, conditions = [], limits = [] }: ModuleRule,
  tool: string,
  args: unknown,
  counters: Counters,
): Decision {
  if (effect !== 'allow') return effect
  if (!conditions.every((one) => isMet(one, valueAt(args, one.path)))) return 'deny'
  if (limits.some(({ max, per }) => counters.counted(tool, per) >= max)) return 'deny'
  for (const { per } of limits) counters.count(tool, per)
  return 'pass'
}

function isMet(one: ModuleCondition, actual: unknown): boolean {
  if (one.optional && (actual === undefined || actual === null)) return true
  if (one.op !== 'like') return holds(actual, one.op, one.value)
  if (typeof actual !== 'string') return false
  const matches = (pattern: string) => isLike(pattern, actual)
  return one.value.any.some(matches) && !one.value.none.some(matches)
}

/** Whether a pattern with stars for any text matches all of a text. */
export function isLike(pattern: string, text: string): boolean {
  const parts = pattern.split('*')
  const [first = ''] = parts
  const last = parts.at(-1) as string
  if (parts.length === 1) return text === pattern
  if (!text.startsWith(first) || !text.endsWith(last)) return false
  let place = first.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, place)
    if (found < 0) return false
    place = found + part.length
  }
  return place <= text.length - last.length
}
