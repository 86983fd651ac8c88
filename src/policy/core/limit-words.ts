import type { Limit } from '../../schema/rule.ts'

/** Limits in words after a lead-in, for example ", at most 3 calls an hour"; empty for no limits. */
export function limitWords(limits: readonly Limit[], lead = ''): string {
  if (limits.length === 0) return ''
  return `${lead}at most ${limits.map(limitWord).join(' and ')}`
}

function limitWord({ max, per }: Limit): string {
  return `${max.toLocaleString('en')} ${max === 1 ? 'call' : 'calls'} ${per === 'hour' ? 'an' : 'a'} ${per}`
}
