import { limitWords } from '../policy/core/limit-words.ts'
import type { Posture } from '../schema/posture.ts'
import type { Effect, Rule } from '../schema/rule.ts'

/** The effect as a label. */
export const effectLabels: Record<Effect, string> = { allow: 'Allow', ask: 'Ask first', deny: 'Deny', hide: 'Hide' }

/** What each posture does, in one sentence. */
export const postureWords: Record<Posture, string> = {
  guarded:
    'Allows low severity, limits medium, asks for high and denies critical. A client that cannot limit calls allows medium instead.',
  'read-only': 'Allows only tools that read, with their guarded rules, and hides all others.',
  locked: 'Asks before every call that is not a trivial read. Targets that cannot ask deny it.',
  'deny-only': 'Denies critical and asks for high. Other tools are not affected.',
}

/** A rule as a label, with its limits. */
export const ruleWords = ({ effect, limits }: Rule) => `${effectLabels[effect]}${limitWords(limits, ', ')}`

/** What the rule becomes where nobody can be asked, as a sentence; empty where it asks nobody. */
export function unattendedWords({ effect, unattended }: Rule): string {
  if (effect !== 'ask') return ''
  return `If the target cannot ask: ${unattended.length > 0 ? limitWords(unattended) : 'deny'}.`
}

/** As {@link ruleWords}, for one posture beside others: with what it becomes where nobody can be asked. */
export function ruleInPosture(posture: Posture, rule: Rule): string {
  if (posture === 'deny-only' && rule.effect === 'allow') return 'Not listed: unchanged'
  const unattended = unattendedWords(rule)
  return unattended === '' ? ruleWords(rule) : `${ruleWords(rule)}. ${unattended}`
}
