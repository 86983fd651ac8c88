import type { Language } from '../../core/language.ts'
import { isRecord, treeOf } from './tree.ts'
import { WORDS_FOR_PEOPLE } from './tree-mutants.ts'

/**
 * Why a changed text provably means the same as it did; undefined where it does not, or where nothing proves it.
 * Judged by the form of the text alone, never by what a proof finds.
 */
export function whyEquivalent(text: string, mutant: string, language: Language): string | undefined {
  const [before, after] = [text, mutant].map((one) => readOr(one, language))
  if (before === undefined || after === undefined) return undefined
  const same = (form: (value: unknown) => unknown) => JSON.stringify(form(before)) === JSON.stringify(form(after))
  if (same((value) => value)) return 'the same document in another layout'
  if (same(withoutWords)) return 'only words for people differ'
  if (same((value) => sets(withoutWords(value)))) return 'a list of names has the same members'
  if (same((value) => ranked(withoutWords(value)))) return 'priorities are in the same order'
  if (same((value) => unlabelled(withoutWords(value))))
    return 'only labels of rules and counters differ, each of which stays unique'
  return undefined
}

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

/** Priorities as places in the row of all that the text has. */
function ranked(value: unknown): unknown {
  const all = new Set<number>()
  mapped(value, (key, own) => {
    if (key === 'priority' && typeof own === 'number') all.add(own)
    return own
  })
  const row = [...all].sort((a, b) => a - b)
  return mapped(value, (key, own) => (key === 'priority' && typeof own === 'number' ? row.indexOf(own) : own))
}

/** Labels by the order in which they come first, so that two that were different stay so. */
function unlabelled(value: unknown): unknown {
  const labels: string[] = []
  return mapped(value, (key, own) => {
    if (key !== 'counter' || typeof own !== 'string') return own
    if (!labels.includes(own)) labels.push(own)
    return labels.indexOf(own)
  })
}
