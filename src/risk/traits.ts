import type { Evidence, Trait } from '../schema/assessment.ts'
import type { Verdict } from '../schema/category.ts'
import { descriptionOf, objectOf } from '../schema/tool.ts'
import type { CompiledRules, CompiledTraitRule } from './compile-rules.ts'
import { isFree } from './free-text.ts'
import type { Property } from './properties.ts'
import type { Reading } from './reading.ts'
import { findIn, type Texts } from './texts.ts'

/** What a trait rule looks at. */
interface Seen {
  reading: Reading
  texts: Texts
  category: Verdict
  /** Every signal, for and against. */
  signals: readonly Evidence[]
}

/**
 * The traits of one tool, each with the quote of the first rule that sees it, in the order of content/risk/traits.yaml.
 * A tool without a category has the traits that its parameters show.
 */
export function traitsOf(seen: Seen, rules: CompiledRules): Trait[] {
  return rules.traits.flatMap(({ id, rules: own }) => {
    for (const rule of own) {
      const span = spanOf(rule, seen, rules)
      if (span) return [{ trait: id, rule: rule.id, ...span }]
    }
    return []
  })
}

function spanOf(rule: CompiledTraitRule, seen: Seen, rules: CompiledRules) {
  const { reading, texts, category, signals } = seen
  if (rule.categories && !rule.categories.some((one) => one === category)) return undefined
  switch (rule.in) {
    case 'head':
    case 'first':
      return findIn(reading, texts, rule.regex, rule.in, rules)
    case 'parameter': {
      const property = reading.properties.find(
        (one) => rule.names.test(one.spelled) && isFree(one.schema) && speaks(rule.speaks, reading, one),
      )
      return property && { field: property.pointer, start: 0, end: property.name.length, quote: property.name }
    }
    case 'evidence':
      return place(signals.find((one) => rule.of.includes(one.rule)))
    case 'rating':
      return place(signals.find((one) => one.category === category))
  }
}

const place = (one: Evidence | undefined) =>
  one && { field: one.field, start: one.start, end: one.end, quote: one.quote }

const LONGEST = 2000

function speaks(regex: RegExp | undefined, { tool, tokens }: Reading, { schema }: Property): boolean {
  if (!regex) return true
  const own = objectOf(schema)?.['description']
  return (
    regex.test(tokens.map(({ text }) => text).join(' ')) ||
    regex.test(descriptionOf(tool).slice(0, LONGEST)) ||
    (typeof own === 'string' && regex.test(own.slice(0, LONGEST)))
  )
}
