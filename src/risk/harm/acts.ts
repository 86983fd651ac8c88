import type { Reading } from '../reading.ts'
import type { Act } from './act.ts'
import type { CompiledActWords } from './act-words.ts'
import { nameActs } from './name-acts.ts'
import { parameterActs } from './parameter-acts.ts'
import { textActs } from './sentence-acts.ts'
import { titleAct } from './title-act.ts'

const MAX_ACTS = 12
/** Things that a verb without meaning of its own makes happen: "executes a workflow". */
const RUN = ['code', 'job', 'moneything', 'bill', 'sharedservice']

/** The acts of a definition: those of its name, of its first sentence, and of a parameter that chooses the action. */
export function actsOf(reading: Reading, known: CompiledActWords): Act[] {
  const text = textActs(reading, known)
  const opening = text.find(({ lead }) => lead)
  const reads = opening?.verb.kind === 'read' && opening.verb.form !== 'ing'
  // A word that is a noun as often says nothing against a description that opens with a reading verb.
  const name = nameActs(reading, known).filter(
    ({ verb, object, around }) =>
      !(
        reads &&
        verb.noun &&
        verb.kind !== 'read' &&
        !(
          known.grammar.acting.has(verb.kind) &&
          known.grammar.mostlyVerbs.has(verb.base) &&
          object.head &&
          object.aspect === undefined &&
          !around
        )
      ),
  )
  const computes = name[0]?.verb.kind === 'read' && !name[0].verb.noun
  // "calculate: Performs arithmetic operations": a verb that says nothing, of something that is not run.
  const told = text.filter(
    ({ verb, object }) =>
      !(computes && known.grammar.emptyVerbs.has(verb.base) && !RUN.some((one) => object.head?.classes.has(one))),
  )
  const acts = [...name, ...told, ...parameterActs(reading, known)]
  return acts.length > 0 ? acts.slice(0, MAX_ACTS) : titleAct(reading, known)
}
