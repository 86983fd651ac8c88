import type { Effect, Limit } from '../schema/rule.ts'

/** The effect as a label. */
export const effectLabels: Record<Effect, string> = { allow: 'Allow', ask: 'Ask first', deny: 'Deny', hide: 'Hide' }

/** Limits in words after a lead-in, for example ", at most 30 calls a minute"; empty for no limits. */
export function limitWords(limits: readonly Limit[], lead = ''): string {
  if (limits.length === 0) return ''
  return `${lead}at most ${limits.map(({ max, per }) => `${max} calls ${per === 'hour' ? 'an' : 'a'} ${per}`).join(' and ')}`
}
