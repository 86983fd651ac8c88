import { Document, visit } from 'yaml'
import type { Rule } from '../../../schema/rule.ts'
import { escapeUnseen } from '../../core/escape.ts'
import { limitWords } from '../../core/limit-words.ts'
import { conditionReason } from '../../core/lower-conditions.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'

interface Entry {
  rules: Record<string, unknown>[]
}

/** A policy file: version "1", named rules, `rate_limit: N/window`. */
export function renderIntercept(rules: readonly LoweredRule[], { defaultEffect }: RenderOptions): string {
  const hide = rules.flatMap(({ rule, effect }) => (effect === 'hide' ? [rule.tool] : []))
  const tools = new Map(
    rules.flatMap((lowered) => (lowered.effect === 'hide' ? [] : [[lowered.rule.tool, entryOf(lowered)] as const])),
  )
  const document = new Map<string, unknown>([
    ['version', '1'],
    ['default', defaultEffect],
  ])
  if (hide.length > 0) document.set('hide', hide)
  document.set('tools', tools)
  return toYaml(document)
}

/** Whether calls of a tool cannot be counted: a counter's path up to the first dot is the name of the tool. */
export const isUncountable = (tool: string) => tool.includes('.')

function entryOf({ rule, effect, conditions: checked }: LoweredRule): Entry {
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
