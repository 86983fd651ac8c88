import { type Category, categories } from '../schema/category.ts'

/** What the lexicon knows of a verb. */
export interface Verb {
  category: Category
  /** 1 weak, 2 usual, 3 unambiguous. */
  strength: number
}

/** A lexicon by word. */
export type Lexicon = Map<string, Verb>

/** Words by category and strength as one map; a word that stands twice keeps the graver, then the stronger entry. */
export function lexiconOf(lists: Partial<Record<Category, Partial<Record<'1' | '2' | '3', string[]>>>>): Lexicon {
  const lexicon: Lexicon = new Map()
  for (const category of categories)
    for (const [strength, words] of Object.entries(lists[category] ?? {}))
      for (const word of words ?? []) {
        const other = lexicon.get(word)
        if (!other || other.strength <= Number(strength)) lexicon.set(word, { category, strength: Number(strength) })
      }
  return lexicon
}

/** A verb that was found in some form. */
export interface FoundVerb extends Verb {
  /** The form that stands in the lexicon. */
  base: string
  /** Whether the form could also be the plural of a noun. */
  plural: boolean
}

// Words repeat, so answers are kept; a bound keeps hostile texts from filling the memory.
const KNOWN = new WeakMap<Lexicon, Map<string, FoundVerb | null>>()
const MOST_KNOWN = 20_000

/** A verb by any of its regular English forms: create, creates, created, creating, recreate. */
export function lookUp(lexicon: Lexicon, word: string): FoundVerb | undefined {
  if (word.length > 40) return undefined
  let known = KNOWN.get(lexicon)
  if (!known || known.size >= MOST_KNOWN) {
    known = new Map()
    KNOWN.set(lexicon, known)
  }
  let found = known.get(word)
  if (found === undefined) {
    found = derive(lexicon, word) ?? null
    known.set(word, found)
  }
  return found ?? undefined
}

function derive(lexicon: Lexicon, word: string): FoundVerb | undefined {
  const found = stem(lexicon, word)
  if (found) return found
  const prefixed = /^(re|un)-?(.{3,})$/.exec(word)
  const inner = prefixed && stem(lexicon, prefixed[2] as string)
  if (!prefixed || !inner || inner.category === 'Read') return undefined
  // To undo a removal or a ban is a change, and no removal.
  return prefixed[1] === 'un' && inner.category === 'Destructive' ? { ...inner, category: 'Write' } : inner
}

function stem(lexicon: Lexicon, word: string): FoundVerb | undefined {
  const exact = lexicon.get(word)
  if (exact) return { ...exact, base: word, plural: false }
  for (const [ending, replacements] of ENDINGS) {
    if (!word.endsWith(ending) || word.length < ending.length + 2) continue
    const rest = word.slice(0, -ending.length)
    for (const replacement of replacements) {
      const base = replacement === '=' ? rest.replace(/(.)\1$/, '$1') : rest + replacement
      const verb = lexicon.get(base)
      if (verb) return { ...verb, base, plural: ending.endsWith('s') }
    }
  }
  return undefined
}

const ENDINGS: [string, string[]][] = [
  ['ies', ['y']],
  ['es', ['', 'e']],
  ['s', ['']],
  ['ied', ['y']],
  ['ed', ['', 'e', '=']],
  ['ing', ['', 'e', '=']],
]
