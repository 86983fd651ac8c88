import { z } from 'zod'
import { holds, operatorProblems, valueAt } from './conditions.ts'

const conditionSchema = z
  .strictObject({ path: z.string(), op: z.string(), value: z.unknown().optional() })
  .check(({ value, issues }) => {
    const problems = operatorProblems(value.op, value.value)
    if (!value.path.startsWith('args.')) problems.push(`path must start with "args.", got "${value.path}"`)
    for (const message of problems) issues.push({ code: 'custom', message, input: value })
  })

const ruleSchema = z.strictObject({ conditions: z.array(conditionSchema), on_deny: z.string().optional() })

const limitSchema = z.strictObject({
  counter: z.string().min(1),
  // `day` was not seen in the documentation; minute and hour were.
  window: z.enum(['minute', 'hour', 'day']),
  max: z.int().positive(),
  scope: z.literal('grant'),
})

const limitsSchema = z.array(limitSchema).check(({ value, issues }) => {
  const seen = new Set<string>()
  for (const { counter } of value) {
    if (seen.has(counter)) issues.push({ code: 'custom', message: `duplicate counter "${counter}"`, input: value })
    seen.add(counter)
  }
})

/**
 * A gateway policy. Source: policylayer.com/docs/writing-policies and /docs/core-concepts, read 2026-11-20; unknown keys
 * are refused here, because the target's own treatment of them is not documented.
 */
const policySchema = z.strictObject({
  version: z.literal('1'),
  default: z.enum(['allow', 'deny']),
  hide: z.array(z.string().min(1)).optional(),
  all_tools: z.strictObject({ limits: limitsSchema }).optional(),
  tools: z
    .custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
    .optional(),
})

const toolSchema = z.strictObject({
  require: z.array(ruleSchema).optional(),
  deny_if: z.array(ruleSchema).optional(),
  limits: limitsSchema.optional(),
})

/** A gateway policy that was verified. */
export type GatewayPolicy = z.output<typeof policySchema>

/** What is wrong with a gateway policy, one line a problem with its path; none for a valid one. */
export function verifyGateway(text: string): string[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
  const result = policySchema.safeParse(value)
  const lines = result.success ? [] : result.error.issues.map(({ path, message }) => line(path, message))
  const tools = result.success ? (result.data.tools ?? {}) : {}
  // Tool by tool, because a record of names must also take "__proto__".
  for (const name of Object.keys(tools)) {
    const tool = toolSchema.safeParse(tools[name])
    if (!tool.success)
      lines.push(...tool.error.issues.map(({ path, message }) => line(['tools', name, ...path], message)))
  }
  return lines
}

function line(path: readonly PropertyKey[], message: string): string {
  return path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`
}

/** What the gateway does with one call. The first denial wins; limits count per grant. */
export function evaluateGateway(
  policy: GatewayPolicy,
  name: string,
  args: unknown,
  counters: Map<string, number>,
): 'pass' | 'deny' | 'hide' {
  if (policy.hide?.includes('*') || policy.hide?.includes(name)) return 'hide'
  const tools = policy.tools ?? {}
  if (!Object.hasOwn(tools, name)) return policy.default === 'deny' ? 'deny' : 'pass'
  const tool = toolSchema.parse(tools[name])
  const met = ({ conditions }: z.output<typeof ruleSchema>) =>
    conditions.every(({ path, op, value }) => holds(valueAt({ args }, path), op, value))
  if (tool.deny_if?.some(met)) return 'deny'
  if (tool.require?.some((rule) => !met(rule))) return 'deny'
  const limits = [...(tool.limits ?? []), ...(policy.all_tools?.limits ?? [])]
  if (limits.some(({ counter, max }) => (counters.get(counter) ?? 0) + 1 > max)) return 'deny'
  for (const { counter } of limits) counters.set(counter, (counters.get(counter) ?? 0) + 1)
  return 'pass'
}
