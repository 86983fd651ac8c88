import type { Span } from '../../schema/assessment.ts'
import { fold, unfold } from '../../text/fold.ts'
import { codePointName, isPlain, unseenRuns } from '../../text/invisible.ts'
import { matchesOf } from '../../text/matches.ts'
import type { FoundWord, Glance } from '../../text/word-search.ts'
import type { CompiledFindings } from './compile-findings.ts'
import type { PlacedText } from './definition-texts.ts'
import { type Disguised, disguisedIn } from './disguises.ts'
import { ordersIn } from './orders.ts'

/** Something that a text says, with the characters that say it. */
export interface Said {
  rule: string
  span: Span
  /** Whether most clients do not show the place to people. */
  hidden: boolean
  detail?: string
}

// Base64 in Base64 is decoded, too; a third wrapping is found as encoded text.
const DEEPEST = 2
// Shorter runs are ids that happen to be letters.
const LEAST_ENCODED = 40
const LONGEST_DETAIL = 200
const MOST_NAMED = 8
/** As much as is quoted of one place; what stands there may be as long as the definition. */
const LONGEST_QUOTE = 1000

/**
 * What the texts of a definition say: hidden characters, patterns, and orders in the wording of any known language, also
 * in disguise. At most one place of each rule in each text.
 * @param isForeign whether a name is that of a tool which the server does not have.
 */
export function saidIn(
  texts: readonly PlacedText[],
  isForeign: (name: string) => boolean,
  rules: CompiledFindings,
): Said[] {
  const said: Said[] = []
  for (const placed of texts) {
    const { text } = placed
    const plain = isPlain(text)
    if (!plain) said.push(...hiddenCharacters(placed, rules))
    const folded = plain ? { text } : fold(text)
    for (const one of readText(folded.text, plain, isForeign, rules)) {
      const { start, end } = unfold(folded, one.start, one.end)
      said.push({
        rule: one.rule,
        span: spanOf(placed, start, end),
        hidden: placed.hidden,
        ...(one.detail === undefined ? {} : { detail: one.detail }),
      })
    }
  }
  return said
}

/** A span of a text, at most {@link LONGEST_QUOTE} long and never ending inside a character. */
function spanOf({ field, text }: PlacedText, start: number, end: number): Span {
  let last = Math.min(end, start + LONGEST_QUOTE)
  if (last < end && /[\ud800-\udbff]$/.test(text.slice(last - 1, last))) last--
  return { field, start, end: last, quote: text.slice(start, last) }
}

interface Found {
  rule: string
  start: number
  end: number
  detail?: string
}

/** Everything that one folded text says. */
function readText(
  text: string,
  plain: boolean,
  isForeign: (name: string) => boolean,
  rules: CompiledFindings,
  depth = 0,
): Found[] {
  const found: Found[] = []
  let glance: Glance | undefined
  let things: FoundWord[] | undefined
  for (const { script, search, sayings } of rules.scripts) {
    if (script && (plain || !script.test(text))) continue
    const own = search().read(text)
    glance ??= own
    if (own.words.length === 0) continue
    things ??= thingsIn(text, glance, isForeign, rules)
    for (const order of ordersIn([...own.words, ...things], sayings)) found.push(order)
  }
  if (!glance) return found
  for (const { id, regex } of chosen(glance, rules.patternsOf)) {
    const match = regex.exec(text)
    if (match) found.push({ rule: id, start: match.index, end: match.index + match[0].length })
  }
  for (const one of disguisedIn(text, glance)) found.push(...readDisguised(one, isForeign, rules, depth))
  return found
}

function readDisguised(
  { kind, text, start, end }: Disguised,
  isForeign: (name: string) => boolean,
  rules: CompiledFindings,
  depth: number,
): Found[] {
  const plain = isPlain(text)
  const { text: folded } = fold(text)
  const quoted = `“${text.slice(0, LONGEST_DETAIL).toWellFormed()}”`
  if (kind === 'letters')
    return rules.scripts.flatMap(({ script, glued, sayings }) =>
      script && (plain || !script.test(folded))
        ? []
        : ordersIn(glued().read(folded).words, sayings).map(({ rule }) => ({
            rule,
            start,
            end,
            detail: `It spells ${quoted}.`,
          })),
    )
  const detail = `It decodes to ${quoted}.`
  const inside = depth < DEEPEST ? readText(folded, plain, isForeign, rules, depth + 1) : []
  const known = inside.map(({ rule }) => ({ rule, start, end, detail }))
  if (known.length > 0 || end - start < LEAST_ENCODED) return known
  return rules.checks.flatMap(({ id, check }) => (check === 'encoded' ? [{ rule: id, start, end, detail }] : []))
}

/** What may be found in a text, by the parts that it holds. */
function chosen<T>({ parts }: Glance, byPart: readonly T[][]): T[] {
  return parts.length === 0 ? [] : [...new Set(parts.flatMap((part) => byPart[part] as T[]))]
}

function thingsIn(
  text: string,
  glance: Glance,
  isForeign: (name: string) => boolean,
  { thingsOf }: CompiledFindings,
): FoundWord[] {
  return chosen(glance, thingsOf).flatMap(({ meaning, regex, foreign }) => {
    return matchesOf(regex, text).flatMap(({ 0: quote, index }) =>
      foreign && !isForeign(quote)
        ? []
        : [{ meaning, start: index, end: index + quote.length, sentence: glance.sentenceAt(index) }],
    )
  })
}

/** The first run of each kind of unseen character, with its code points and, for tag characters, what they spell. */
function hiddenCharacters(placed: PlacedText, { characters }: CompiledFindings): Said[] {
  const kinds = new Set<string>()
  return unseenRuns(placed.text).flatMap(({ start, end, kind }) => {
    const rule = characters.get(kind)
    if (!rule || kinds.has(kind)) return []
    kinds.add(kind)
    const span = spanOf(placed, start, end)
    const chars = Array.from(span.quote)
    const names = chars.slice(0, MOST_NAMED).map(codePointName).join(' ')
    const count = span.end < end ? 'many' : `${chars.length - MOST_NAMED}`
    const more = chars.length > MOST_NAMED ? ` and ${count} more` : ''
    const spelled = kind === 'tag' ? `, which spell “${chars.map(letterOfTag).join('')}”` : ''
    return [{ rule, span, hidden: placed.hidden, detail: `${names}${more}${spelled}` }]
  })
}

function letterOfTag(char: string): string {
  const point = (char.codePointAt(0) as number) - 0xe0000
  return point >= 0x20 && point < 0x7f ? String.fromCharCode(point) : ''
}
