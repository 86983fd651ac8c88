import { type Language, syntaxOf } from '../../core/language.ts'
import { isRecord, treeOf } from './tree.ts'
import { WORDS_FOR_PEOPLE } from './tree-mutants.ts'

/**
 * Why a changed text provably means the same as it did; undefined where it does not, or where nothing proves it.
 * Judged by the form of the text alone, never by what a proof finds.
 */
export function whyEquivalent(text: string, mutant: string, language: Language): string | undefined {
  const comment = syntaxOf(language).comment
  if (comment !== undefined && withoutComments(text, comment) === withoutComments(mutant, comment))
    return 'only comments differ'
  if (withoutDoubles(text) === withoutDoubles(mutant)) return 'an expression asks twice whether an argument is there'
  const [before, after] = [text, mutant].map((one) => readOr(one, language))
  if (before === undefined || after === undefined) return undefined
  const same = (form: (value: unknown) => unknown) => JSON.stringify(form(before)) === JSON.stringify(form(after))
  if (same((value) => value)) return 'the same document in another layout'
  if (same(withoutWords)) return 'only words for people differ'
  if (same((value) => sets(withoutWords(value)))) return 'a list of names has the same members'
  if (same((value) => withoutEmpty(withoutWords(value)))) return 'an entry without rules, where unlisted tools pass'
  if (same((value) => withoutPresence(withoutWords(value)))) return 'an argument that is compared must be there anyway'
  if (same((value) => unlabelled(withoutWords(value))))
    return 'only labels of rules and counters differ, each of which stays unique'
  return undefined
}

/** A text without the lines that are comments. */
const withoutComments = (text: string, comment: string) =>
  text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith(comment))
    .join('\n')

/** Cedar expressions without the second of two questions whether an argument is there: the first has answered it. */
const withoutDoubles = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/(!\((context(?:\.input)? has \\?"(?:[^"\\]|\\[^"])*\\?")\) \|\| \()\2 && /g, '$1')

function readOr(text: string, language: Language): unknown {
  try {
    return treeOf(text, language)?.root
  } catch {
    return undefined
  }
}

/** A value with every object rebuilt by a function of its members. */
const mapped = (value: unknown, each: (key: string, value: unknown) => unknown): unknown => {
  if (Array.isArray(value)) return value.map((one) => mapped(one, each))
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, own]) => {
        const next = each(key, own)
        return next === undefined ? [] : [[key, mapped(next, each)]]
      }),
  )
}

const withoutWords = (value: unknown) => mapped(value, (key, own) => (WORDS_FOR_PEOPLE.has(key) ? undefined : own))

const sets = (value: unknown) =>
  mapped({ value }, (_key, own) =>
    Array.isArray(own) && own.every((one) => typeof one === 'string') ? [...new Set(own)].sort() : own,
  )

/** Without empty entries, where the document itself lets pass what it does not list. */
function withoutEmpty(value: unknown): unknown {
  if (!isRecord(value) || value['default'] !== 'allow') return value
  const isEmpty = (one: unknown): boolean =>
    (Array.isArray(one) && one.length === 0) || (isRecord(one) && Object.values(one).every(isEmpty))
  return mapped(value, (_key, own) => (isEmpty(own) ? undefined : own))
}

// Operators for which a missing argument, and null, fail a condition. Source: Intercept, internal/engine/operators.go.
const NEED_A_VALUE = new Set(['lt', 'lte', 'gt', 'gte', 'regex', 'contains'])

/** Without the conditions that an argument is there, beside one of the same list that fails where it is not. */
const withoutPresence = (value: unknown) =>
  mapped(value, (_key, own) => {
    if (!Array.isArray(own)) return own
    const needed = new Set(
      own.flatMap((one) => (isRecord(one) && NEED_A_VALUE.has(String(one['op'])) ? [one['path']] : [])),
    )
    return own.filter(
      (one) => !(isRecord(one) && one['op'] === 'exists' && one['value'] === true && needed.has(one['path'])),
    )
  })

/** Labels by the order in which they come first, so that two that were different stay so. */
function unlabelled(value: unknown): unknown {
  const labels: string[] = []
  return mapped(value, (key, own) => {
    if (key !== 'counter' || typeof own !== 'string') return own
    if (!labels.includes(own)) labels.push(own)
    return labels.indexOf(own)
  })
}
