import { Document, visit } from 'yaml'
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

interface Entry {
  rules: Record<string, unknown>[]
}

/**
 * Policy files of the Intercept proxy: version "1", named rules, `rate_limit: N/window`.
 * Source: github.com/PolicyLayer/Intercept, POLICY.md and internal/config at 77f0429 (v1.1.0).
 */
export const intercept: Format = {
  id: 'intercept',
  label: 'Intercept YAML',
  language: 'yaml',
  minimumVersion: 'Intercept 1.1.0 or later',
  about: 'An open-source proxy that stands between the agent and one server.',
  checksArguments: true,
  fileName: (serverKey) => `${serverKey}.yaml`,
  render(all, { rest, serverKey }) {
    const { rules, losses } = mergeRules(all, rest)
    const effects = new Map<string, SnippetEffect>()
    const hide: string[] = []
    const tools = new Map<string, Entry>()
    const conditions = new Map<string, Condition[]>()
    const kinds = new Set<'left-out' | 'absent' | 'failed'>()
    for (const rule of rules) {
      if (rule.effect === 'hide') {
        hide.push(rule.tool)
        effects.set(rule.tool, 'hide')
        continue
      }
      const lowered = lowerConditions(rule, say)
      const effect = effectOf(rule, lowered)
      tools.set(rule.tool, entryOf(rule, lowered))
      effects.set(rule.tool, effect)
      if (effect !== 'deny' && lowered.checked.length > 0) conditions.set(rule.tool, lowered.checked)
      if (rule.effect !== 'allow') continue
      if (lowered.failed) kinds.add('failed')
      else if (lowered.leftOut) kinds.add('left-out')
      if (lowered.stricter) kinds.add('absent')
    }
    if (rules.some(({ effect }) => effect === 'ask')) losses.push(ASK)
    if (rules.some(isUncountable)) losses.push(DOT)
    if (kinds.has('failed')) losses.push(FAILED)
    if (kinds.has('absent')) losses.push(absentLoss('Intercept 1.1.0'))
    if (kinds.has('left-out')) losses.push(leftOutLoss('Intercept 1.1.0'))
    const document = new Map<string, unknown>([
      ['version', '1'],
      ['default', rest],
    ])
    if (hide.length > 0) document.set('hide', hide)
    document.set('tools', tools)
    return {
      format: 'intercept',
      serverKey,
      file: intercept.fileName(serverKey),
      language: 'yaml',
      text: toYaml(document),
      losses,
      effects,
      conditions,
      rest,
    }
  },
}

const ASK: Loss = {
  what: 'Intercept 1.1.0 cannot ask a person. Where the rule is to ask, the snippet denies every call until a person removes that entry.',
}

const DOT: Loss = {
  what: 'Intercept 1.1.0 rejects the whole file when a tool with a dot in its name has a rate limit. The snippet refuses every call of such a tool instead of limiting it.',
}

/**
 * Whether the rule needs a count that the target cannot keep: it reads a counter's path up to the first dot as the name
 * of the tool. Source: Intercept, internal/config/validate.go of v1.1.0.
 */
function isUncountable({ effect, limits, tool }: Rule): boolean {
  return effect === 'allow' && limits.length > 0 && tool.includes('.')
}

const FAILED: Loss = {
  what: 'Intercept 1.1.0 cannot check an argument that the rule depends on. There the snippet refuses every call.',
}

/**
 * A condition as it can check it: a missing argument fails every operator but `exists`, and all conditions of all
 * rules must hold. Source: Intercept, internal/engine/engine.go and operators.go of v1.1.0.
 */
const say = (condition: Condition) => (condition.optional ? undefined : condition)

function effectOf(rule: Rule, { failed }: LoweredConditions): SnippetEffect {
  if (rule.effect !== 'allow' || failed || isUncountable(rule)) return 'deny'
  return rule.limits.length > 0 ? 'limit' : 'allow'
}

function entryOf(rule: Rule, lowered: LoweredConditions): Entry {
  if (effectOf(rule, lowered) === 'deny') {
    const unsaid = lowered.failed ? 'cannot be checked' : 'cannot be counted'
    const name = rule.effect === 'ask' ? 'needs a person' : rule.effect === 'allow' ? unsaid : 'denied'
    return { rules: [{ name, action: 'deny', on_deny: rule.reason }] }
  }
  const conditions = lowered.checked.map((condition, index) => ({
    name: `argument ${index + 1}`,
    conditions: [{ path: `args.${condition.path}`, op: condition.op, value: condition.value }],
    on_deny: conditionReason(condition),
  }))
  const limits = rule.limits.map(({ max, per }) => ({
    name: `at most ${max} a ${per}`.replace('a hour', 'an hour'),
    rate_limit: `${max}/${per}`,
    on_deny: `At most ${max} calls ${per === 'hour' ? 'an' : 'a'} ${per}. Try again later.`,
  }))
  return { rules: [...conditions, ...limits] }
}

// What every YAML reader takes for text without quotes; readers of YAML 1.1 also know yes, on and the like.
const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_-]*$/
const PLAIN_TEXT = /^(?:[A-Za-z][\w ,./;-]*|\d+\/(?:minute|hour|day))$/
const WORDS = /^(y|n|yes|no|on|off|true|false|null)$/i
function toYaml(value: unknown): string {
  const document = new Document(value)
  visit(document, {
    Scalar(key, node) {
      if (typeof node.value !== 'string') return
      const plain = key === 'key' ? PLAIN_KEY : PLAIN_TEXT
      if (!plain.test(node.value) || WORDS.test(node.value)) node.type = 'QUOTE_DOUBLE'
    },
  })
  return escapeUnseen(document.toString({ lineWidth: 0 }), 'yaml')
}
