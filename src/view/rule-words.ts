import { limitWords } from '../policy/core/limit-words.ts'
import type { Posture } from '../schema/posture.ts'
import type { Effect, Rule } from '../schema/rule.ts'

/** The effect as a label. */
export const effectLabels: Record<Effect, string> = { allow: 'Allow', ask: 'Ask first', deny: 'Deny', hide: 'Hide' }

/** What each posture does, in one sentence. */
export const postureWords: Record<Posture, string> = {
  guarded: 'Allows low severity, limits or allows medium, asks about high and denies critical.',
  'read-only': 'Shows an agent only tools that read, with their guarded rules, and hides all others.',
  locked: 'Asks about every call that is not a trivial read, and denies it where nobody can be asked.',
  'deny-only': 'Denies critical, asks about high and does not list other tools, so they stay as they are.',
}

/** A rule as a label, with its limits. */
export const ruleWords = ({ effect, limits }: Rule) => `${effectLabels[effect]}${limitWords(limits, ', ')}`

/** What the rule becomes where nobody can be asked, as a sentence; empty where it asks nobody. */
export function unattendedWords({ effect, unattended }: Rule): string {
  if (effect !== 'ask') return ''
  return `Where nobody can be asked: ${unattended.length > 0 ? limitWords(unattended) : 'deny'}.`
}

/** As {@link ruleWords}, for one posture beside others: with what it becomes where nobody can be asked. */
export function ruleInPosture(posture: Posture, rule: Rule): string {
  if (posture === 'deny-only' && rule.effect === 'allow') return 'Not listed, so it stays as it is'
  const unattended = unattendedWords(rule)
  return unattended === '' ? ruleWords(rule) : `${ruleWords(rule)}. ${unattended}`
}
