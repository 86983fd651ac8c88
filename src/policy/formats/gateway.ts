import type { Rule } from '../../schema/rule.ts'
import { escapeUnseen } from './escape.ts'
import type { Format, Loss, SnippetEffect } from './format.ts'
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
  fileName: (serverKey) => `${serverKey}.json`,
  render(all, { rest, serverKey }) {
    const { rules, losses } = mergeRules(all, rest)
    const effects = new Map<string, SnippetEffect>()
    const tools: Record<string, unknown> = Object.create(null)
    const hide: string[] = []
    for (const rule of rules) {
      if (rule.effect === 'hide') {
        hide.push(rule.tool)
        effects.set(rule.tool, 'hide')
        continue
      }
      tools[rule.tool] = entryOf(rule)
      effects.set(rule.tool, rule.effect !== 'allow' ? 'deny' : rule.limits.length > 0 ? 'limit' : 'allow')
    }
    if (rules.some(({ effect }) => effect === 'ask')) losses.push(ASK)
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
      rest,
    }
  },
}

const ASK: Loss = {
  what: 'The gateway’s policy has no way to ask a person. Where the rule is to ask, the snippet denies every call until a person removes that entry.',
}

function entryOf(rule: Rule): Record<string, unknown> {
  if (rule.effect !== 'allow') return { deny_if: [{ conditions: [], on_deny: rule.reason }] }
  const entry: Record<string, unknown> = {}
  if (rule.conditions.length > 0)
    entry['require'] = rule.conditions.map(({ path, op, value }) => ({
      conditions: [{ path: `args.${path}`, op, value }],
      on_deny: rule.reason,
    }))
  if (rule.limits.length > 0)
    entry['limits'] = rule.limits.map(({ max, per }) => ({
      counter: `${rule.tool}_per_${per}`,
      window: per,
      max,
      scope: 'grant',
    }))
  return entry
}
