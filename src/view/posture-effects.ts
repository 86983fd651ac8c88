import { changesTool } from '../policy/core/render-posture.ts'
import type { Posture } from '../schema/posture.ts'
import type { Effect, Rule } from '../schema/rule.ts'
import { numberWords } from './number-words.ts'

/**
 * What a posture does with some tools, as clauses: "denies 17", "asks about 73", "allows 111".
 * @param rules the rules of that posture.
 */
export function postureClauses(posture: Posture, rules: readonly Rule[]): string[] {
  const count = (effect: Effect) => rules.filter((rule) => rule.effect === effect).length
  const unlisted = posture === 'deny-only' ? rules.filter((rule) => !changesTool(rule)).length : 0
  const clauses = [
    [count('hide'), 'hides'],
    [count('deny'), 'denies'],
    [count('ask'), 'asks about'],
    [count('allow') - unlisted, 'allows'],
    [unlisted, 'leaves', ' unchanged'],
  ] as const
  return clauses.flatMap(([number, verb, after = '']) => (number > 0 ? [`${verb} ${numberWords(number)}${after}`] : []))
}
