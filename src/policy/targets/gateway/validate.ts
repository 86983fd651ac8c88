import { z } from 'zod'
import { operatorProblems } from '../../core/conditions.ts'
import { nodesOf, repeatedMembers } from '../../core/document.ts'
import { readJsonDocument } from '../../core/json-document.ts'
import { TextPositions } from '../../core/text-position.ts'

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
  for (const counter of repeated(value.map((limit) => limit.counter)))
    issues.push({ code: 'custom', message: `duplicate counter "${counter}"`, input: value })
})

const toolSchema = z.strictObject({
  require: z
    .array(
      ruleSchema.refine(({ conditions }) => conditions.length > 0, 'a requirement without conditions always holds'),
    )
    .optional(),
  deny_if: z.array(ruleSchema).optional(),
  limits: limitsSchema.optional(),
})

const hideSchema = z.array(z.string().refine((name) => name.trim() !== '', 'entry must not be empty')).check((hide) => {
  for (const name of repeated(hide.value))
    hide.issues.push({ code: 'custom', message: `duplicate entry "${name}"`, input: hide.value })
})

const policySchema = z.strictObject({
  version: z.literal('1'),
  default: z.enum(['allow', 'deny']),
  hide: hideSchema.optional(),
  all_tools: z.strictObject({ limits: limitsSchema }).optional(),
  tools: z.custom<Record<string, unknown>>(isRecord, 'must be an object').optional(),
})

/** A gateway policy that was verified. */
export type GatewayPolicy = Omit<z.output<typeof policySchema>, 'tools'> & {
  tools?: Record<string, z.output<typeof toolSchema>>
}

/**
 * Reads a gateway policy. What is wrong with it is one line a problem with its path; the messages are our own.
 * Source: policylayer.com/docs/writing-policies and /docs/core-concepts, read 2026-11-20; unknown keys, repeated keys and
 * a tool "*" are refused here, because the target's own treatment of them is not documented.
 */
export function readGateway(text: string): { policy?: GatewayPolicy; problems: string[] } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] }
  }
  const lines = repeatedKeys(text)
  const result = policySchema.safeParse(value)
  if (!result.success) lines.push(...result.error.issues.map(({ path, message }) => line(path, message)))
  const tools = isRecord(value) && isRecord(value['tools']) ? value['tools'] : {}
  // Tool by tool, because a zod record leaves out "__proto__".
  for (const name of Object.keys(tools)) {
    if (name === '*') lines.push('tools.*: a tool for all tools is not documented; use all_tools')
    const tool = toolSchema.safeParse(tools[name])
    if (!tool.success)
      lines.push(...tool.error.issues.map(({ path, message }) => line(['tools', name, ...path], message)))
  }
  return lines.length > 0 ? { problems: lines } : { policy: value as GatewayPolicy, problems: [] }
}

// JSON.parse keeps the last of two equal keys without a word.
function repeatedKeys(text: string): string[] {
  const positions = new TextPositions(text)
  return [...nodesOf(readJsonDocument(text).root)]
    .flatMap(repeatedMembers)
    .map(({ key }) => `line ${positions.at(key.start).line}: the key appears twice`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Entries that are told to be there twice; more in one list are no news. */
const MAX_REPEATED = 100

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>()
  return names.filter((name) => seen.has(name) || !seen.add(name)).slice(0, MAX_REPEATED)
}

function line(path: readonly PropertyKey[], message: string): string {
  return path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`
}
