import { type CompiledActWords, singular } from './act-words.ts'

/** A word with its place in the text that it was read from. */
export interface Word {
  text: string
  start: number
  end: number
}

/** A noun of an object, of one to three words. */
export interface Noun extends Word {
  classes: ReadonlySet<string>
  plural: boolean
}

/** What an act is done to. */
export interface Phrase {
  nouns: Noun[]
  /** The noun that the others describe; undefined for an empty phrase. */
  head: Noun | undefined
  /** What of the head is meant: "details", "count". */
  aspect: string | undefined
  /** Nouns behind prepositions, by preposition. */
  slots: ReadonlyMap<string, Noun[]>
  /** Whether it is several things: a plural, or "all", "multiple", "bulk". */
  many: boolean
  /** Whether a word such as "all" or "multiple" says so. */
  quantified: boolean
  /** End of the last word. */
  end: number
}

/** Whether a word says how much of a thing is meant, and not which thing: "details", "count". */
export const isAspect = (word: string, known: CompiledActWords) => known.grammar.aspects.has(word)
const MAX_WORDS = 24

/**
 * Reads what stands behind a verb: nouns up to the end of the clause, with what follows prepositions apart.
 * @param words the words behind the verb, up to the end of the clause.
 */
export function phraseOf(words: readonly Word[], known: CompiledActWords): Phrase {
  const nouns: Noun[] = []
  const slots = new Map<string, Noun[]>()
  let slot: string | undefined
  let many = false
  let end = words[0]?.start ?? 0
  for (let index = 0; index < Math.min(words.length, MAX_WORDS); index++) {
    const word = words[index] as Word
    if (
      known.grammar.prepositions.has(word.text) &&
      (nouns.length > 0 || known.grammar.surePrepositions.has(word.text))
    ) {
      slot = word.text
      continue
    }
    if (slot === undefined && known.grammar.quantifiers.has(word.text)) {
      many = true
      end = word.end
      continue
    }
    // "issues assigned to me": what follows a participle says which of them.
    if (slot === undefined && isParticiple(word.text) && (nouns.at(-1)?.classes.size ?? 0) > 0) {
      slot = 'that'
      continue
    }
    const noun = nounAt(words, index, known)
    if (
      noun.words === 1 &&
      known.grammar.skipped.has(word.text) &&
      !(word.text === 'user' && isLast(words, index, known))
    )
      continue
    index += noun.words - 1
    if (slot === undefined) {
      nouns.push(noun.noun)
      end = noun.noun.end
    } else {
      const list = slots.get(slot) ?? []
      if (list.length < 6) slots.set(slot, [...list, noun.noun])
    }
  }
  let head = nouns.at(-1)
  let aspect: string | undefined
  const owner = nouns.at(-2)
  // "discussion items" are discussions.
  if (head && owner && head.classes.size === 0 && known.grammar.members.has(head.text))
    head = { ...head, classes: owner.classes }
  if (head && known.grammar.aspects.has(head.text)) {
    const of = slots.get('of') ?? slots.get('about') ?? slots.get('from') ?? slots.get('for')
    const before = nouns.at(-2)
    const inner =
      before && before.classes.size > 0 ? before : (of?.findLast(({ classes }) => classes.size > 0) ?? of?.at(-1))
    if (inner) {
      aspect = head.text
      head = inner
      end = Math.max(end, inner.end)
    }
  }
  return { nouns, head, aspect, slots, many: many || (head?.plural ?? false), quantified: many, end }
}

const isLast = (words: readonly Word[], index: number, known: CompiledActWords) => {
  const next = words[index + 1]
  return next === undefined || known.grammar.prepositions.has(next.text)
}

function nounAt(words: readonly Word[], index: number, known: CompiledActWords): { noun: Noun; words: number } {
  const first = words[index] as Word
  if (known.opens(first.text))
    for (const length of [3, 2]) {
      const last = words[index + length - 1]
      if (!last) continue
      const texts = words.slice(index, index + length).map(({ text }) => text)
      const plain = [...texts.slice(0, -1), singular(texts.at(-1) as string)].join(' ')
      const classes = known.thing(plain) ?? known.thing(texts.join(' '))
      if (classes)
        return {
          noun: { text: plain, start: first.start, end: last.end, classes, plural: plain !== texts.join(' ') },
          words: length,
        }
    }
  const plain = singular(first.text)
  // "credentials" has no singular of its own and is a list of them all the same.
  const classes = union(known.thing(first.text), known.thing(plain) ?? known.thing(first.text.replace(/s$/, '')))
  return { noun: { ...first, text: plain, classes, plural: plain !== first.text }, words: 1 }
}

const isParticiple = (word: string) => word.length > 5 && word.endsWith('ed') && !word.endsWith('eed')

const NONE: ReadonlySet<string> = new Set()

/** "docs" is documentation and also several documents. */
function union(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): ReadonlySet<string> {
  return a && b && a !== b ? new Set([...a, ...b]) : (a ?? b ?? NONE)
}
