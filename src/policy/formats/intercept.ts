import { Document, isScalar, visit } from 'yaml'
import type { Rule } from '../../schema/rule.ts'
import type { Format, Loss, SnippetEffect } from './format.ts'
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
  render(all, { rest, serverKey }) {
    const { rules, losses } = mergeRules(all)
    const effects = new Map<string, SnippetEffect>()
    const hide: string[] = []
    const tools = new Map<string, Entry>()
    for (const rule of rules) {
      if (rule.effect === 'hide') {
        hide.push(rule.tool)
        effects.set(rule.tool, 'hide')
        continue
      }
      const entry = entryOf(rule)
      tools.set(rule.tool, entry)
      effects.set(rule.tool, rule.effect !== 'allow' ? 'deny' : rule.limits.length > 0 ? 'limit' : 'allow')
    }
    if (rules.some(({ effect }) => effect === 'ask')) losses.push(ASK)
    const dotted = rules.filter(
      ({ tool, limits, effect }) => effect === 'allow' && limits.length > 0 && tool.includes('.'),
    )
    if (dotted.length > 0) losses.push(DOT)
    const document = new Map<string, unknown>([
      ['version', '1'],
      ['default', rest],
    ])
    if (hide.length > 0) document.set('hide', hide)
    document.set('tools', tools)
    return {
      format: 'intercept',
      file: `${serverKey}.yaml`,
      language: 'yaml',
      text: toYaml(document),
      losses,
      effects,
      rest,
    }
  },
}

const ASK: Loss = {
  what: 'Intercept 1.1.0 cannot ask a person. Where the rule is to ask, the snippet denies every call until a person removes that entry.',
}

const DOT: Loss = {
  what: 'Intercept counts calls under a dotted path, and it is not established that a tool name with a dot is counted; check the limit before relying on it.',
}

function entryOf(rule: Rule): Entry {
  if (rule.effect !== 'allow') {
    const name = rule.effect === 'ask' ? 'needs a person' : 'denied'
    return { rules: [{ name, action: 'deny', on_deny: rule.reason }] }
  }
  const conditions = rule.conditions.map(({ path, op, value }, index) => ({
    name: `argument ${index + 1}`,
    conditions: [{ path: `args.${path}`, op, value }],
    on_deny: rule.reason,
  }))
  const limits = rule.limits.map(({ max, per }) => ({
    name: `at most ${max} a ${per}`.replace('a hour', 'an hour'),
    rate_limit: `${max}/${per}`,
    on_deny: `At most ${max} calls ${per === 'hour' ? 'an' : 'a'} ${per}. Try again later.`,
  }))
  return { rules: [...conditions, ...limits] }
}

// What every YAML reader takes for text without quotes. Readers of YAML 1.1 also know yes, on and the like.
const PLAIN = /^[A-Za-z_][A-Za-z0-9_-]*$/
const WORDS = /^(y|n|yes|no|on|off|true|false|null)$/i
// Line breaks of YAML 1.1 and characters that the specification calls unprintable; they stand inside double quotes only.
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

function toYaml(value: unknown): string {
  const document = new Document(value)
  visit(document, {
    Pair(_, { key }) {
      if (isScalar<string>(key) && (!PLAIN.test(key.value) || WORDS.test(key.value))) key.type = 'QUOTE_DOUBLE'
    },
    Scalar(key, node) {
      if (key !== 'key' && typeof node.value === 'string' && (node.value === '1' || !/^[\w ,.:/;-]+$/.test(node.value)))
        node.type = 'QUOTE_DOUBLE'
    },
  })
  return document
    .toString({ lineWidth: 0 })
    .replace(UNPRINTABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
