import type { Content } from '../catalogue/read-content.ts'
import { escapeUnseen } from '../policy/core/escape.ts'
import type { ArgumentFamilies } from '../schema/argument-families.ts'
import type { Limits } from '../schema/limits.ts'
import type { ActSayings } from '../schema/questions.ts'
import type { RiskRules } from '../schema/risk-rules.ts'
import type { Json } from '../schema/tool.ts'

/** /your-server/rules.json: everything that a rating in the browser rests on. */
export interface OwnRules {
  risk: RiskRules
  limits: Limits
  families: ArgumentFamilies
  acts: ActSayings
}

/** Members that explain rules to people. */
const EXPLAINS = ['about', 'note', 'base', 'standards']

/**
 * Parts of the rules with what they explain and no rating reads. Parts whose keys are words stay whole: "about" is a word, too.
 * What a finding is about is shown.
 */
const LEFT_OUT: Partial<Record<keyof RiskRules, readonly string[]>> = {
  'harm-rules': EXPLAINS,
  traits: EXPLAINS,
  'trait-words': EXPLAINS,
  descriptions: EXPLAINS,
  parameters: EXPLAINS,
  names: EXPLAINS,
  rubric: EXPLAINS,
  findings: ['base', 'standards', 'about'],
}

/** The file, as JSON with what cannot be seen written as escapes. */
export function ownRulesText({ risk, limits, families, questions }: Content): string {
  const rules = Object.fromEntries(
    Object.entries(risk).map(([part, value]) => [
      part,
      without(value as Json, LEFT_OUT[part as keyof RiskRules] ?? []),
    ]),
  )
  return escapeUnseen(`${JSON.stringify({ risk: rules, limits, families, acts: questions.acts })}\n`, 'json')
}

function without(value: Json, names: readonly string[]): Json {
  const left = new Set(names)
  const walk = (one: Json): Json => {
    if (Array.isArray(one)) return one.map(walk)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(
      Object.entries(one).flatMap(([key, member]) => (left.has(key) ? [] : [[key, walk(member)]])),
    )
  }
  return walk(value)
}
