import type { Condition } from '../../../schema/rule.ts'
import { escapeUnseen } from '../../core/escape.ts'
import { conditionReason } from '../../core/lower-conditions.ts'
import { type Abilities, conditionsOfSettled, type Settled, settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import type { Format } from '../../core/target.ts'

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
    const { rules, losses: unnamed } = mergeRules(all, rest)
    const { settled, losses } = settle(rules, CAN, 'The gateway’s policy')
    const hide = settled.flatMap(({ rule, effect }) => (effect === 'hide' ? [rule.tool] : []))
    const tools: Record<string, unknown> = Object.create(null)
    for (const one of settled) if (one.effect !== 'hide') tools[one.rule.tool] = entryOf(one)
    const document = { version: '1', default: rest, ...(hide.length > 0 ? { hide } : {}), tools }
    const text = escapeUnseen(`${JSON.stringify(document, null, 2)}\n`, 'json')
    return {
      format: 'gateway',
      serverKey,
      file: gateway.fileName(serverKey),
      language: 'json',
      text,
      losses: [...unnamed, ...losses],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      conditions: conditionsOfSettled(settled),
      rest,
    }
  },
}

const CAN: Abilities = {
  ask: false,
  hide: true,
  limits: true,
  conditions: (condition) => (!condition.optional || violations(condition) ? condition : undefined),
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

function entryOf({ rule, effect, conditions: checked }: Settled): Record<string, unknown> {
  if (effect === 'deny') return { deny_if: [{ conditions: [], on_deny: rule.reason }] }
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
  if (effect === 'limit')
    entry['limits'] = rule.limits.map(({ max, per }) => ({
      counter: `${rule.tool}_per_${per}`,
      window: per,
      max,
      scope: 'grant',
    }))
  return entry
}
