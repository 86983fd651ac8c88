import type { Reading } from '../reading.ts'
import { type Act, spanOf } from './act.ts'
import { type CompiledActWords, singular, type VerbForm } from './act-words.ts'
import { isAspect, phraseOf, type Word } from './phrase.ts'

/** The acts of a name: its main verb with the nouns around it, and a verb that is joined to it. */
export function nameActs({ tool, tokens: all }: Reading, known: CompiledActWords): Act[] {
  const tokens = all.filter(({ text }, index) => !(index > 0 && /^(v?\d+|v|tool|api|mcp)$/.test(text)))
  const many = tokens.some(
    ({ text }, index) =>
      known.grammar.nameQuantifiers.has(text) &&
      (text !== 'all' || index === 0 || known.verb(tokens[index - 1]?.text ?? '') !== undefined),
  )
  const words = tokens.filter(({ text }) => !known.grammar.nameQuantifiers.has(text))
  const verbs = words.map(({ text }, index) => verbAt(words, index, text, known))
  const guide = words.length > 2 && known.grammar.titles.has(words.at(-1)?.text ?? '') ? words.length - 1 : undefined
  const read = known.verb('read')
  if (guide !== undefined && read) verbs[guide] = { ...read, noun: false }
  const at = guide ?? mainVerb(words, verbs, known)
  if (at === undefined) return []
  const acts: Act[] = []
  const add = (index: number, object: readonly Word[], before: readonly Word[], lead: boolean) => {
    const verb = verbs[index] as VerbForm
    const phrase = phraseOf(object, known)
    const from = Math.min(words[index]?.start ?? 0, object[0]?.start ?? Number.POSITIVE_INFINITY)
    const to = Math.max(words[index]?.end ?? 0, phrase.end)
    acts.push({
      verb,
      object: many ? { ...phrase, many: true } : phrase,
      from: 'name',
      lead,
      span: { field: 'name', start: from, end: to, quote: tool.name.slice(from, to) },
      at: spanOf('name', tool.name, words[index]),
      around: before.length > 0 ? phraseOf(before, known) : undefined,
    })
  }
  const behind = words.slice(at + 1)
  // "create_or_update_file": the joined verb shares the object.
  const joint = behind[0] && known.grammar.joints.has(behind[0].text) && verbs[at + 2] ? at + 2 : undefined
  if (joint !== undefined) {
    add(at, words.slice(joint + 1), words.slice(0, at), true)
    add(joint, words.slice(joint + 1), words.slice(0, at), false)
    return acts
  }
  if (behind.length === 0) add(at, words.slice(0, at), [], true)
  else add(at, behind, words.slice(0, at), true)
  for (let index = at + 2; index < words.length; index++)
    if (known.grammar.joints.has(words[index - 1]?.text ?? '') && verbs[index] && !verbs[index]?.noun)
      add(index, words.slice(index + 1), [], false)
  return acts
}

/** "update_merge_request" and "pull_request_read": a word that can be a noun is none where it begins a thing of two words. */
function verbAt(words: readonly Word[], index: number, text: string, known: CompiledActWords): VerbForm | undefined {
  const verb = known.verb(text)
  const next = words[index + 1]?.text
  if (!verb?.noun || next === undefined || !known.thing(`${text} ${singular(next)}`)) return verb
  const other = words.some((word, at) => at !== index && at !== index + 1 && known.verb(word.text) !== undefined)
  return other ? undefined : verb
}

/** How much a word is a verb: 3 only a verb, 2 mostly, 1 as often a noun; a form that can be a plural is less. */
function verbness(verb: VerbForm | undefined, known: CompiledActWords): number {
  if (!verb) return 0
  const plain = verb.noun ? (known.grammar.mostlyVerbs.has(verb.base) ? 2 : 1) : 3
  return verb.form === 'base' ? plain : verb.form === 's' ? plain - 1.5 : plain - 2
}

/** The word of a name that says what is done: the first verb, unless a later word is clearer as one. */
function mainVerb(
  words: readonly Word[],
  verbs: readonly (VerbForm | undefined)[],
  known: CompiledActWords,
): number | undefined {
  const first = verbness(verbs[0], known)
  if (first === 3) return 0
  // "order_details": what is named is the order.
  if (first > 0 && words.length === 2 && isAspect(words[1]?.text ?? '', known) && verbs[0]?.kind !== 'read')
    return undefined
  let best = first > 0 ? 0 : undefined
  let most = first
  const last = words.length - 1
  for (let index = 1; index < words.length; index++) {
    const verb = verbs[index]
    let clear = verbness(verb, known)
    if (verb === undefined || clear <= 0) continue
    if (index > 1 && known.grammar.joints.has(words[index - 1]?.text ?? '')) continue
    // Behind a word that nobody knows, "prompt" or "report" is a noun.
    if (clear < 3 && words.slice(0, index).some(({ text }, at) => !verbs[at] && !known.thing(singular(text)))) continue
    if (index < last) {
      // "list_leave_types": a first word that is mostly a verb gives way to the last word alone.
      if (first >= 2) continue
      if (clear < 3) clear -= 0.5
    }
    // "record_update": two words that can both be either; what changes something decides.
    if (clear > most || (clear === most && index === last && verbs[0]?.kind === 'read' && verb.kind !== 'read')) {
      most = clear
      best = index
    }
  }
  return best
}
