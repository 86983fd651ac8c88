import { Document, visit } from 'yaml'
import type { Rule } from '../../../schema/rule.ts'
import { escapeUnseen } from '../../core/escape.ts'
import { limitWords } from '../../core/limit-words.ts'
import { conditionReason } from '../../core/lower-conditions.ts'
import { type Abilities, conditionsOfSettled, type Settled, settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import type { Format } from '../../core/target.ts'

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
    const { rules, losses: unnamed } = mergeRules(all, rest)
    const { settled, losses } = settle(rules, CAN, 'Intercept 1.1.0')
    const hide = settled.flatMap(({ rule, effect }) => (effect === 'hide' ? [rule.tool] : []))
    const tools = new Map(
      settled.flatMap((one) => (one.effect === 'hide' ? [] : [[one.rule.tool, entryOf(one)] as const])),
    )
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
      losses: [...unnamed, ...losses],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      conditions: conditionsOfSettled(settled),
      rest,
    }
  },
}

// A missing argument fails every operator but `exists`, and all conditions of all rules must hold. A counter's path up to the
// first dot is the name of the tool.
const isUncountable = (tool: string) => tool.includes('.')

// Source: Intercept, internal/engine/engine.go and operators.go and internal/config/validate.go of v1.1.0.
const CAN: Abilities = {
  ask: false,
  hide: true,
  limits: true,
  conditions: (condition) => (condition.optional ? undefined : condition),
  uncountable: {
    is: isUncountable,
    what: 'Intercept 1.1.0 rejects the whole file when a tool with a dot in its name has a rate limit.',
  },
}

function entryOf({ rule, effect, conditions: checked }: Settled): Entry {
  if (effect === 'deny') return { rules: [{ name: refusalName(rule), action: 'deny', on_deny: rule.reason }] }
  const conditions = checked.map((condition, index) => ({
    name: `argument ${index + 1}`,
    conditions: [{ path: `args.${condition.path}`, op: condition.op, value: condition.value }],
    on_deny: conditionReason(condition),
  }))
  const counted = effect === 'limit' ? rule.limits : []
  const unattended = rule.effect === 'ask'
  const limits = counted.map(({ max, per }) => ({
    name: `at most ${max} a ${per}${unattended ? ' in place of approval' : ''}`.replace('a hour', 'an hour'),
    rate_limit: `${max}/${per}`,
    on_deny: `A${limitWords([{ max, per }]).slice(1)}${unattended ? ' without approval' : ''}. Try again later.`,
  }))
  return { rules: [...conditions, ...limits] }
}

/** Why every call of a tool is refused. */
function refusalName({ effect, limits, tool }: Rule): string {
  if (effect === 'ask') return 'needs approval'
  if (effect !== 'allow') return 'denied'
  return limits.length > 0 && isUncountable(tool) ? 'cannot be counted' : 'cannot be checked'
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
