import type { Span } from '../../schema/assessment.ts'
import { type Category, categories, type Verdict } from '../../schema/category.ts'
import type { FindingCheck } from '../../schema/finding.ts'
import { descriptionOf } from '../../schema/tool.ts'
import { codePointName, isPlain } from '../../text/invisible.ts'
import { matchesOf } from '../../text/matches.ts'
import type { CompiledRules } from '../compile-rules.ts'
import { type DefinitionTexts, MOST_READ, type PlacedText } from './definition-texts.ts'
import { declaredWorse, destructiveContradicted, hintsClash, noHints, readOnlyContradicted } from './hint-findings.ts'
import { bundledActions, schemaLack, untyped } from './schema-findings.ts'
import type { Hit, Seen } from './seen.ts'

/** What no pattern can say about texts, by the names that content/risk/findings.yaml gives the checks. */
export const textChecks: Partial<Record<FindingCheck, (read: DefinitionTexts) => Hit[]>> = {
  'pushed-away': ({ texts }) => pushedAway(texts),
  cut: ({ cut }) =>
    cut ? [{ spans: [], detail: `Only the first ${MOST_READ.toLocaleString('en')} characters were read.` }] : [],
  'look-alike-letters': ({ texts }) => lookAlikeLetters(texts),
}

/** What no pattern can say about definitions, likewise. */
export const checks: Partial<Record<FindingCheck, (seen: Seen, rules: CompiledRules) => Hit[]>> = {
  'name-form': ({ tool: { name } }) => (NAME.test(name) ? [] : [{ spans: name === '' ? [] : [excerpt('name', name)] }]),
  'no-description': ({ tool }) => (descriptionOf(tool).trim() === '' ? [{ spans: [] }] : []),
  'thin-description': ({ tool }) => thinDescription(tool.name, descriptionOf(tool)),
  'long-description': ({ tool }) => {
    const { length } = descriptionOf(tool)
    return length > LONG ? [{ spans: [], detail: `${length.toLocaleString('en')} characters.` }] : []
  },
  untyped: ({ tool, reading }) => spanned(untyped(tool, reading.properties)),
  'no-schema': ({ tool, reading }) => {
    const detail = schemaLack(tool, reading.properties)
    return detail === undefined ? [] : [{ spans: [], detail }]
  },
  'bundled-actions': ({ reading }, { action, lexicon }) => spanned(bundledActions(reading.properties, action, lexicon)),
  contradiction: ({ assessment: { contradictions = [] } }) =>
    contradictions.map(({ graver, milder }) => ({ spans: [spanOf(graver), spanOf(milder)] })),
  'read-only-contradicted': readOnlyContradicted,
  'destructive-contradicted': destructiveContradicted,
  'hints-clash': hintsClash,
  'declared-worse': declaredWorse,
  'no-hints': noHints,
}

// Source: the protocol's advice on names, https://modelcontextprotocol.io/specification/2026-07-28/server/tools
const NAME = /^[A-Za-z0-9_.-]{1,128}$/
const LONG = 2000
const LONGEST_EXCERPT = 200

const spanOf = ({ field, start, end, quote }: Span): Span => ({ field, start, end, quote })
const spanned = (spans: Span[]): Hit[] => (spans.length > 0 ? [{ spans }] : [])

/** A part of a text that begins somewhere and ends before a half of a pair. */
const excerptFrom = (text: string, start: number) =>
  text.slice(start, start + LONGEST_EXCERPT).replace(/[\ud800-\udbff]$/, '')

/** The beginning of a text. */
function excerpt(field: string, text: string): Span {
  const quote = excerptFrom(text, 0)
  return { field, start: 0, end: quote.length, quote }
}

// Chinese, Japanese and Korean say much in few characters.
const DENSE = /[\u3040-\u9fff\uac00-\ud7af]/
const SHORT = 20
// A description that is longer than this does not repeat a name.
const LONGEST_REPETITION = 400

function thinDescription(name: string, description: string): Hit[] {
  const text = description.trim()
  if (text === '') return []
  const plain = (words: string) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
  const repeats = text.length < LONGEST_REPETITION && name.length < LONGEST_REPETITION && plain(text) === plain(name)
  const short = text.length < SHORT && !DENSE.test(text)
  return short || repeats ? [{ spans: [excerpt('description', description)] }] : []
}

// Longer runs than layout needs: an indented table has forty blanks, a page break four empty lines.
const MOST_BLANKS = 120
const MOST_LINES = 15
const BLANKS = /[\s\u2800\u3164]{15,}/gu

/** Text behind so many blanks or empty lines that a window does not show it. */
function pushedAway(texts: readonly PlacedText[]): Hit[] {
  for (const placed of texts) {
    const { text } = placed
    if (text.length <= MOST_LINES) continue
    for (const { 0: run, index } of matchesOf(BLANKS, text)) {
      const start = index + run.length
      if (index === 0 || start === text.length) continue
      if (run.length < MOST_BLANKS && run.split('\n').length <= MOST_LINES) continue
      const quote = excerptFrom(text, start)
      const detail = `${run.length.toLocaleString('en')} blanks and line breaks come before it.`
      return [{ spans: [{ field: placed.field, start, end: start + quote.length, quote }], detail }]
    }
  }
  return []
}

// A word of Latin letters and of Cyrillic or Greek ones. In a name any mixture deceives; elsewhere only letters that are
// drawn as Latin ones do, because people write “json-файл” and “Δt”.
const MIXED_NAME =
  /(?=[\p{L}\p{M}]*\p{Script=Latin})(?=[\p{L}\p{M}]*[\p{Script=Cyrillic}\p{Script=Greek}])[\p{L}\p{M}]+/u
const ALPHABETS = /[A-Za-z\u0400-\u04ff]{4,60}/g
const DRAWN_LATIN = /^(?=[^a-z]*[a-z][^a-z]*[a-z])[a-zасеорхуіјѕһԁԛԝ]+$/i
const LONGEST_NAME = 500

function lookAlikeLetters(texts: readonly PlacedText[]): Hit[] {
  for (const placed of texts) {
    const { text } = placed
    if (isPlain(text)) continue
    const { field } = placed
    const word = field === 'name' ? MIXED_NAME.exec(text.slice(0, LONGEST_NAME)) : deceivingWord(text)
    if (!word) continue
    const { 0: quote, index } = word
    return [{ spans: [{ field, start: index, end: index + quote.length, quote }], detail: foreignLetters(quote) }]
  }
  return []
}

function deceivingWord(text: string) {
  if (!/[\u0400-\u04ff]/.test(text)) return undefined
  for (const word of text.matchAll(ALPHABETS))
    if (/[\u0400-\u04ff]/.test(word[0]) && DRAWN_LATIN.test(word[0])) return word
  return undefined
}

const MOST_NAMED = 8

const foreignLetters = (text: string) =>
  [...text]
    .filter((char) => /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(char))
    .slice(0, MOST_NAMED)
    .map(codePointName)
    .join(' ')

/** How grave a category is; Unclassified is below all. */
export const gravityOf = (category: Verdict): number =>
  category === 'Unclassified' ? -1 : categories.indexOf(category as Category)
