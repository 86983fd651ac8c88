import { escapeUnseen } from '../../core/escape.ts'
import { conditionReason } from '../../core/lower-conditions.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'
import { violations } from './violations.ts'

/**
 * A policy: `default` is required, limits count per grant, and an entry of `deny_if` without conditions denies every call.
 */
export function renderGateway(rules: readonly LoweredRule[], { defaultEffect }: RenderOptions): string {
  const hide = rules.flatMap(({ rule, effect }) => (effect === 'hide' ? [rule.tool] : []))
  const tools: Record<string, unknown> = Object.create(null)
  for (const lowered of rules) if (lowered.effect !== 'hide') tools[lowered.rule.tool] = entryOf(lowered)
  const document = { version: '1', default: defaultEffect, ...(hide.length > 0 ? { hide } : {}), tools }
  return escapeUnseen(`${JSON.stringify(document, null, 2)}\n`, 'json')
}

function entryOf({ rule, effect, conditions: checked }: LoweredRule): Record<string, unknown> {
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
