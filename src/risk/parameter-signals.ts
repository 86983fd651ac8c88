import type { Evidence } from '../schema/assessment.ts'
import { gravity } from '../schema/category.ts'
import { objectOf } from '../schema/tool.ts'
import type { CompiledRules } from './compile-rules.ts'
import { isFree } from './free-text.ts'
import { lookUp } from './lexicon.ts'
import type { Property } from './properties.ts'
import type { Reading } from './reading.ts'
import { signal } from './signal.ts'
import { tokenise } from './tokenise.ts'

// More values than an honest list of actions has.
const MOST = 300

/** Reads the parameters: their names, whether text is free, and the values of a parameter that chooses the action. */
export function parameterSignals({ properties }: Reading, rules: CompiledRules): Evidence[] {
  const evidence: Evidence[] = []
  const spent = new Map<string, number>()
  const caps = rules.source.parameters.caps
  const partner = properties.some(({ name }) => rules.amountPartners.test(name))
  for (const property of properties) {
    const { name, spelled, pointer, schema } = property
    if (!rules.parameterNames.test(spelled)) continue
    for (const { id, names, points, kind } of rules.parameters) {
      if (!names.test(spelled) || (kind === 'free' && !isFree(schema)) || (kind === 'amount' && !partner)) continue
      for (const [category, value] of Object.entries(points) as [Evidence['category'], number][]) {
        const left = Math.max(0, (caps[id] ?? Number.POSITIVE_INFINITY) - (spent.get(id) ?? 0))
        const counted = Math.min(value, left)
        if (counted <= 0) continue
        spent.set(id, (spent.get(id) ?? 0) + counted)
        evidence.push({
          rule: id,
          category,
          points: counted,
          field: pointer,
          start: property.at ?? 0,
          end: (property.at ?? 0) + name.length,
          quote: name,
        })
      }
    }
    const action = actionSignal(property, rules)
    if (action) evidence.push(action)
  }
  return evidence
}

/** The gravest verb among the values of a parameter that chooses what is done. */
function actionSignal({ spelled, pointer, schema }: Property, rules: CompiledRules): Evidence | undefined {
  const values = objectOf(schema)?.['enum']
  if (!rules.action.test(spelled) || !Array.isArray(values)) return undefined
  let worst: Evidence | undefined
  values.slice(0, MOST).forEach((value, index) => {
    if (typeof value !== 'string') return
    const [word] = tokenise(value)
    const verb = word && lookUp(rules.lexicon, word.text)
    if (!word || !verb || verb.strength < 2) return
    if (!worst || gravity(verb.category) > gravity(worst.category))
      worst = signal(
        rules.source.parameters.action.id,
        verb.category,
        rules.source.parameters.action.points,
        `${pointer}/enum/${index}`,
        value,
        word.start,
        word.end,
      )
  })
  return worst
}
