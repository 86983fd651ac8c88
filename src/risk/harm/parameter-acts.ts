import { objectOf } from '../../schema/tool.ts'
import type { Reading } from '../reading.ts'
import { tokenise } from '../tokenise.ts'
import { type Act, spanOf } from './act.ts'
import type { CompiledActWords } from './act-words.ts'
import { phraseOf } from './phrase.ts'

/** The acts among the values of a parameter that chooses what is done: `mode: "delete"`. */
export function parameterActs({ properties }: Reading, known: CompiledActWords): Act[] {
  const acts: Act[] = []
  for (const { spelled, pointer, schema } of properties.slice(0, 60)) {
    if (!/^(action|operation|mode|op|method|command|subcommand|type_of_action|request_type)$/i.test(spelled)) continue
    const values = objectOf(schema)?.['enum']
    if (!Array.isArray(values)) continue
    values.slice(0, 60).forEach((value, index) => {
      if (typeof value !== 'string') return
      const [word, ...rest] = tokenise(value)
      // "build_failed" and "approval_required" are states to filter by.
      if (rest.some(({ text }) => text.length > 4 && text.endsWith('ed'))) return
      const verb = word && known.verb(word.text)
      if (!word || !verb || verb.kind === 'read' || verb.kind === 'view' || verb.base === 'merge' || acts.length >= 4)
        return
      if (!known.grammar.strong.has(verb.kind) && verb.kind !== 'create' && verb.kind !== 'update') return
      acts.push({
        verb,
        object: phraseOf(rest, known),
        from: 'parameter',
        lead: false,
        span: spanOf(`${pointer}/enum/${index}`, value, word),
        at: spanOf(`${pointer}/enum/${index}`, value, word),
        around: undefined,
      })
    })
  }
  return acts
}
