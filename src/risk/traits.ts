import type { Span, Trait } from '../schema/assessment.ts'
import type { TraitRules } from '../schema/trait.ts'
import type { Facts } from './harm/facts.ts'
import type { Judged, Judgement } from './harm/harm.ts'
import { holds } from './harm/when.ts'

type TraitRule = TraitRules[number]['rules'][number]

/** The traits of one tool, each with the quote of the first rule that sees it, in the order of content/risk/traits.yaml. */
export function traitsOf(judgement: Judgement, rules: TraitRules): Trait[] {
  return rules.flatMap(({ id, rules: own }) => {
    for (const rule of own) {
      const span = spanOf(rule, judgement)
      if (span)
        return [{ trait: id, rule: rule.id, field: span.field, start: span.start, end: span.end, quote: span.quote }]
    }
    return []
  })
}

function spanOf(rule: TraitRule, { judged, facts }: Judgement): Span | undefined {
  const about = judged.length === 0 ? [NOTHING] : rule.decided ? judged.slice(0, 1) : judged
  const one = about.find((each) => fits(rule, each, facts))
  if (!one) return undefined
  const named = [...(rule.facts ?? []), ...(rule.oneOf ?? [])].map((id) => facts.span(id))
  return [...named, ...one.spans].find((span) => span !== undefined && span.quote !== '')
}

/** A tool without any act still has the traits that its facts show. */
const NOTHING: Pick<Judged, 'act' | 'object' | 'spans'> & { rule?: undefined } = {
  act: undefined,
  object: undefined,
  spans: [],
}

function fits(rule: TraitRule, { act, object, rule: by }: Judged | typeof NOTHING, facts: Facts): boolean {
  if (rule.lines && !(by && rule.lines.includes(by.line))) return false
  if (rule.judged && !(by && rule.judged.includes(by.id))) return false
  return holds(rule, { act, object, facts })
}
