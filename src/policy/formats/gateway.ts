import { escapeUnseen } from './escape.ts'
import type { Format } from './format.ts'
import { mergeRules } from './merge.ts'
import { type Settled, settle } from './settle.ts'

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
  fileName: (serverKey) => `${serverKey}.json`,
  render(all, { rest, serverKey }) {
    const { rules, losses: unnamed } = mergeRules(all, rest)
    const can = { ask: false, hide: true, limits: true, conditions: true }
    const { settled, losses } = settle(rules, can, 'The gateway’s policy')
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
      rest,
    }
  },
}

function entryOf({ rule, effect }: Settled): Record<string, unknown> {
  if (effect === 'deny') return { deny_if: [{ conditions: [], on_deny: rule.reason }] }
  const entry: Record<string, unknown> = {}
  if (rule.conditions.length > 0)
    entry['require'] = rule.conditions.map(({ path, op, value }) => ({
      conditions: [{ path: `args.${path}`, op, value }],
      on_deny: rule.reason,
    }))
  if (effect === 'limit')
    entry['limits'] = rule.limits.map(({ max, per }) => ({
      counter: `${rule.tool}_per_${per}`,
      window: per,
      max,
      scope: 'grant',
    }))
  return entry
}
