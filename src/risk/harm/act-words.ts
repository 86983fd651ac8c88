import type { ActWords, Grammar } from '../../schema/harm-rules.ts'

/** What a verb does, by the classes of content/risk/acts.yaml, and `unknown` for an imperative that is in none of them. */
export type VerbKind = string

/** A verb in one of its forms. */
export interface VerbForm {
  base: string
  kind: VerbKind
  /** Whether the word is a noun at least as often. */
  noun: boolean
  /** `s` can be a plural noun, too. */
  form: 'base' | 's' | 'ing'
}

/** The lists of grammar.yaml as sets. */
export type CompiledGrammar = Record<Exclude<keyof Grammar, 'doings'>, ReadonlySet<string>> & {
  doings: ReadonlyMap<string, string>
}

/** The words of acts.yaml, ready to be looked up. */
export interface CompiledActWords {
  grammar: CompiledGrammar
  verb(word: string): VerbForm | undefined
  /** Classes of a noun of one to three words in the singular; undefined for a noun in no class. */
  thing(words: string): ReadonlySet<string> | undefined
  /** Whether a noun of several words begins with this word. */
  opens(word: string): boolean
}

/** Makes the look-ups; pure, apart from answers that are kept up to a bound. */
export function compileActWords({ verbs, nouns, things }: ActWords, grammar: Grammar): CompiledActWords {
  const kinds = new Map<string, VerbKind>()
  for (const [kind, words] of Object.entries(verbs)) for (const word of words) kinds.set(word, kind)
  const nounLike = new Set(nouns)
  const classes = new Map<string, Set<string>>()
  const openers = new Set<string>()
  for (const [kind, names] of Object.entries(things))
    for (const name of names) {
      classes.set(name, (classes.get(name) ?? new Set()).add(kind))
      const space = name.indexOf(' ')
      if (space > 0) openers.add(name.slice(0, space))
    }
  const known = new Map<string, VerbForm | null>()
  return {
    grammar: compileGrammar(grammar),
    verb(word) {
      if (word.length > 30) return undefined
      let found = known.get(word)
      if (found === undefined) {
        found = verbForm(word, kinds, nounLike) ?? null
        if (known.size > MAX_KNOWN) known.clear()
        known.set(word, found)
      }
      return found ?? undefined
    },
    thing: (words) => classes.get(words),
    opens: (word) => openers.has(word),
  }
}

function compileGrammar({ doings, ...lists }: Grammar): CompiledGrammar {
  const sets = {} as Record<keyof typeof lists, ReadonlySet<string>>
  for (const name of Object.keys(lists) as (keyof typeof lists)[]) sets[name] = new Set(lists[name])
  return { ...sets, doings: new Map(Object.entries(doings)) }
}

// A bound on kept answers, so that hostile texts cannot fill the memory.
const MAX_KNOWN = 20_000

const ENDINGS: [string, VerbForm['form'], string[]][] = [
  ['ies', 's', ['y']],
  ['es', 's', ['', 'e']],
  ['s', 's', ['']],
  ['ing', 'ing', ['', 'e', '=']],
]

function verbForm(
  word: string,
  kinds: ReadonlyMap<string, VerbKind>,
  nouns: ReadonlySet<string>,
): VerbForm | undefined {
  const as = (base: string, form: VerbForm['form']): VerbForm | undefined => {
    const kind = kinds.get(base)
    return kind === undefined ? undefined : { base, kind, noun: nouns.has(base), form }
  }
  const exact = as(word, 'base')
  if (exact) return exact
  for (const [ending, form, replacements] of ENDINGS) {
    if (!word.endsWith(ending) || word.length < ending.length + 2) continue
    const rest = word.slice(0, -ending.length)
    for (const replacement of replacements) {
      const found = as(replacement === '=' ? rest.replace(/(.)\1$/, '$1') : rest + replacement, form)
      if (found) return found
    }
  }
  const inner = /^(re|un)-?(\p{L}{3,})$/u.exec(word)
  if (!inner) return undefined
  const found = verbForm(inner[2] as string, kinds, nouns)
  // To do again what only reads is to read; to undo anything is a change.
  if (!found || found.form === 'ing') return undefined
  return inner[1] === 'un'
    ? { ...found, base: word, kind: 'update', noun: false }
    : { ...found, base: word, noun: false }
}

/** A noun in the singular, as classes are written; made by the regular endings only. */
export function singular(word: string): string {
  if (
    word.length < 4 ||
    !word.endsWith('s') ||
    /(ss|us|is|as|news|sms|dns|css|https?|kubernetes|aws|analytics|settings|credentials|preferences|contents|details|sats)$/.test(
      word,
    )
  )
    return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(ch|sh|x|ss|zz)es$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}
