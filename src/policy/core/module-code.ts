import type { ModuleCondition } from './module-simulation.ts'

// Code that modules of TypeScript carry beside their rules. It is written once, here, and holds nothing of any server.

type Op = ModuleCondition['op']

const CASES: Record<Exclude<Op, 'exists'>, string> = {
  eq: 'return isSame(actual, value)',
  neq: 'return !isSame(actual, value)',
  in: 'return (value as unknown[]).some((one) => isSame(actual, one))',
  not_in: 'return !(value as unknown[]).some((one) => isSame(actual, one))',
  lt: "return typeof actual === 'number' && actual < (value as number)",
  lte: "return typeof actual === 'number' && actual <= (value as number)",
  gt: "return typeof actual === 'number' && actual > (value as number)",
  gte: "return typeof actual === 'number' && actual >= (value as number)",
  contains: `if (typeof actual === 'string') return typeof value === 'string' && actual.includes(value)
      return Array.isArray(actual) && actual.some((one) => isSame(one, value))`,
  like: `return typeof actual === 'string' && isLike(value as Patterns, actual)`,
}
const USES_SAME: readonly Op[] = ['eq', 'neq', 'in', 'not_in', 'contains']

/** Types and functions that check conditions with these operators. */
export function conditionCode(ops: ReadonlySet<Op>): string {
  const others = (Object.keys(CASES) as (keyof typeof CASES)[]).filter((op) => ops.has(op))
  const cases = others.map((op) => `    case '${op}':\n      ${CASES[op]}\n`).join('')
  return `interface Condition {
  path: string
  op: string
  value: unknown
  optional?: boolean
  reason: string
}

/** Whether an argument is as it must be. */
function isMet(input: unknown, { path, op, value, optional }: Condition): boolean {
  let actual = input
  for (const key of path.split('.'))
    actual =
      typeof actual === 'object' && actual !== null && !Array.isArray(actual) && Object.hasOwn(actual, key)
        ? (actual as Record<string, unknown>)[key]
        : undefined
  const isGiven = actual !== undefined && actual !== null
  if (optional && !isGiven) return true
${ops.has('exists') ? "  if (op === 'exists') return isGiven === value\n" : ''}  if (actual === undefined) return false
  switch (op) {
${cases}    default:
      return false
  }
}${USES_SAME.some((op) => ops.has(op)) ? `\n\n${SAME}` : ''}${ops.has('like') ? `\n\n${LIKE}` : ''}`
}

const SAME = `/** Numbers are compared as numbers, everything else as text. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a === b
  const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))
  return text(a) === text(b)
}`

const LIKE = `interface Patterns {
  any: string[]
  none: string[]
}

/** Whether one pattern of \`any\` matches the whole text, and none of \`none\`; a star is any text. */
function isLike({ any, none }: Patterns, text: string): boolean {
  const matches = (pattern: string) => {
    const parts = pattern.split('*')
    const first = parts[0] ?? ''
    const last = parts[parts.length - 1] ?? ''
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
  return any.some(matches) && !none.some(matches)
}`

/** Types and functions that count calls. */
export const limitCode = `interface Limit {
  max: number
  per: 'minute' | 'hour' | 'day'
}

const SECONDS = { minute: 60, hour: 3600, day: 86400 }
const counted = new Map<string, { window: number; calls: number }>()

/** Whether one more call passes in each calendar window, in UTC; it is counted then. */
function isWithin(tool: string, limits: Limit[]): boolean {
  const windows = limits.map(({ max, per }) => {
    const key = per + ' ' + tool
    const window = Math.floor(Date.now() / 1000 / SECONDS[per])
    const known = counted.get(key)
    return { key, window, max, calls: known?.window === window ? known.calls : 0 }
  })
  if (windows.some(({ max, calls }) => calls >= max)) return false
  for (const { key, window, calls } of windows) counted.set(key, { window, calls: calls + 1 })
  return true
}`

/** The function that tells why a call of an allowed tool is refused. */
export const refusalCode = (has: { conditions: boolean; limits: boolean }): string =>
  `/** Why a call is refused; undefined where it passes. */
function refusal(tool: string, rule: Rule, input: unknown): string | undefined {
${has.conditions ? '  const wrong = rule.conditions?.find((condition) => !isMet(input, condition))\n  if (wrong) return wrong.reason\n' : ''}${
  has.limits
    ? "  if (rule.limits && !isWithin(tool, rule.limits)) return 'No more calls of this tool pass for now.'\n"
    : ''
}  return undefined
}`

/** How such modules count, in words. */
export const COUNTS_IN_PROCESS =
  'It counts in the memory of one process, for all users together. A restart resets the count, and each process has its own.'
