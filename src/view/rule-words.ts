import { limitWords } from '../policy/limit-words.ts'
import type { Effect, Rule } from '../schema/rule.ts'

/** The effect as a label. */
export const effectLabels: Record<Effect, string> = { allow: 'Allow', ask: 'Ask first', deny: 'Deny', hide: 'Hide' }

/** A rule as a label, with its limits. */
export const ruleWords = ({ effect, limits }: Rule) => `${effectLabels[effect]}${limitWords(limits, ', ')}`

/** What the rule becomes where nobody can be asked, as a sentence; empty where it asks nobody. */
export function unattendedWords({ effect, unattended }: Rule): string {
  if (effect !== 'ask') return ''
  return `Where nobody can be asked: ${unattended.length > 0 ? limitWords(unattended) : 'deny'}.`
}

/** As {@link ruleWords}, with what the rule becomes where nobody can be asked. */
export function wholeRule(rule: Rule): string {
  const unattended = unattendedWords(rule)
  return unattended === '' ? ruleWords(rule) : `${ruleWords(rule)}. ${unattended}`
}
