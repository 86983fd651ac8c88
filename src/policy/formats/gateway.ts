import type { Condition, Rule } from '../../schema/rule.ts'
import { escapeUnseen } from './escape.ts'
import type { Format, Loss, SnippetEffect } from './format.ts'
import {
  absentLoss,
  conditionReason,
  type LoweredConditions,
  leftOutLoss,
  lowerConditions,
} from './lower-conditions.ts'
import { mergeRules } from './merge.ts'

/**
 * Policies of the hosted PolicyLayer gateway.
 * Source: policylayer.com/docs/writing-policies, read 2026-11-20: `default` is required, limits count per grant, and an
 * entry of `deny_if` without conditions denies every call.
 */
export const gateway: Format = {
  id: 'gateway',
  label: 'Gateway JSON',
  language: 'json',
  minimumVersion: 'a policy of version 1',
  about: 'A hosted gateway that stands between the agent and its servers.',
  checksArguments: true,
  fileName: (serverKey) => `${serverKey}.json`,
  render(all, { rest, serverKey }) {
    const { rules, losses } = mergeRules(all, rest)
    const effects = new Map<string, SnippetEffect>()
    const tools: Record<string, unknown> = Object.create(null)
    const hide: string[] = []
    const conditions = new Map<string, Condition[]>()
    const kinds = new Set<'left-out' | 'absent' | 'failed'>()
    for (const rule of rules) {
      if (rule.effect === 'hide') {
        hide.push(rule.tool)
        effects.set(rule.tool, 'hide')
        continue
      }
      const lowered = lowerConditions(rule, (condition) =>
        !condition.optional || violations(condition) ? condition : undefined,
      )
      tools[rule.tool] = entryOf(rule, lowered)
      if (rule.effect !== 'allow' || lowered.failed) {
        if (rule.effect === 'allow') kinds.add('failed')
        effects.set(rule.tool, 'deny')
        continue
      }
      effects.set(rule.tool, rule.limits.length > 0 ? 'limit' : 'allow')
      if (lowered.checked.length > 0) conditions.set(rule.tool, lowered.checked)
      if (lowered.leftOut) kinds.add('left-out')
      if (lowered.stricter) kinds.add('absent')
    }
    if (rules.some(({ effect }) => effect === 'ask')) losses.push(ASK)
    if (kinds.has('failed')) losses.push(FAILED)
    if (kinds.has('absent')) losses.push(absentLoss('The gateway'))
    if (kinds.has('left-out')) losses.push(leftOutLoss('The gateway'))
    const document = { version: '1', default: rest, ...(hide.length > 0 ? { hide } : {}), tools }
    const text = escapeUnseen(`${JSON.stringify(document, null, 2)}\n`, 'json')
    return {
      format: 'gateway',
      serverKey,
      file: gateway.fileName(serverKey),
      language: 'json',
      text,
      losses,
      effects,
      conditions,
      rest,
    }
  },
}

const ASK: Loss = {
  what: 'The gateway’s policy has no way to ask a person. Where the rule is to ask, the snippet denies every call until a person removes that entry.',
}

const FAILED: Loss = {
  what: 'The gateway cannot check an argument that the rule depends on. There the snippet refuses every call.',
}

/** A condition in the target's syntax. */
type Said = Pick<Condition, 'op' | 'value'>

/**
 * What calls with the argument are refused for, each entry by itself; together they refuse what the condition does not let
 * through. Numbers as text are refused, because lenient servers read them.
 * @returns undefined where the target has no operator for it.
 */
function violations({ op, value, refuses }: Condition): Said[] | undefined {
  const text: Said = { op: 'regex', value: '' }
  switch (op) {
    case 'eq':
      return [{ op: 'neq', value }]
    case 'neq':
      return [{ op: 'eq', value }]
    case 'in':
      return [{ op: 'not_in', value }]
    case 'not_in':
      return [{ op: 'in', value }]
    case 'lt':
      return [{ op: 'gte', value }, text]
    case 'lte':
      return [{ op: 'gt', value }, text]
    case 'gt':
      return [{ op: 'lte', value }, text]
    case 'gte':
      return [{ op: 'lt', value }, text]
    case 'regex':
      return refuses === undefined ? undefined : [{ op: 'regex', value: refuses }]
    default:
      return undefined
  }
}

function entryOf(rule: Rule, { checked, failed }: LoweredConditions): Record<string, unknown> {
  if (rule.effect !== 'allow' || failed) return { deny_if: [{ conditions: [], on_deny: rule.reason }] }
  const entry: Record<string, unknown> = {}
  const required = checked.filter(({ optional }) => !optional)
  if (required.length > 0)
    entry['require'] = required.map((condition) => ({
      conditions: [{ path: `args.${condition.path}`, op: condition.op, value: condition.value }],
      on_deny: conditionReason(condition),
    }))
  const refused = new Map<string, Record<string, unknown>>()
  for (const condition of checked.filter(({ optional }) => optional))
    for (const { op, value } of violations(condition) ?? []) {
      const path = `args.${condition.path}`
      const conditions = [
        { path, op: 'exists', value: true },
        { path, op, value },
      ]
      // Two bounds of one number refuse texts alike.
      refused.set(JSON.stringify(conditions), { conditions, on_deny: conditionReason(condition) })
    }
  if (refused.size > 0) entry['deny_if'] = [...refused.values()]
  if (rule.limits.length > 0)
    entry['limits'] = rule.limits.map(({ max, per }) => ({
      counter: `${rule.tool}_per_${per}`,
      window: per,
      max,
      scope: 'grant',
    }))
  return entry
}
