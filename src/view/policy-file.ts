import { syntaxOf } from '../policy/core/language.ts'
import type { Target } from '../policy/core/target.ts'
import type { Posture } from '../schema/posture.ts'

/** Name of the policy file below the server's address; holds a dot, which no tool's slug does. */
export function policyFile({ id, language }: Pick<Target, 'id' | 'language'>, posture: Posture = 'guarded'): string {
  const file = `${id}.${syntaxOf(language).extension}`
  return posture === 'guarded' ? file : `${posture}.${file}`
}
