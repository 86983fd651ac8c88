import type { Assessment, Span } from '../schema/assessment.ts'
import type { Deed, Harm, HarmLine, Place, Reach, Rubric, Saying } from '../schema/harm.ts'
import { lineTitle } from '../schema/harm.ts'
import { descriptionOf, type Tool } from '../schema/tool.ts'
import { upperFirst } from '../text/upper-first.ts'
import {
  AGAIN,
  CALLS_OFF,
  deedWords,
  EMPTIES,
  exactDeed,
  pronoun,
  type Setting,
  VALUES,
  whereWords,
} from './deed-words.ts'
import { firstSentence } from './first-sentence.ts'
import { quoted } from './quoted.ts'

/** What decided a severity: the review where there is one, otherwise the classifier. */
export interface Decided {
  line: HarmLine
  irreversible: boolean
  reach: Reach
  place: Place
  /** The act that the sentence is about. */
  deed: Deed | undefined
  /** Rule of content/risk/harm-rules.yaml; undefined where readers came to another line than the rules. */
  rule: string | undefined
  /** The line that the rules came to, where readers came to another. */
  overruled?: HarmLine
  /** The words that decided; none where readers came to another line than the rules. */
  spans: readonly Span[]
}

/** Which line counts for a tool; undefined where nobody can tell what the tool does. */
export function decidedBy({ harm, deeds, reviewed }: Assessment): Decided | undefined {
  if (!harm) return undefined
  const { line, irreversible, place } = harm
  if (harm.rule !== 'review')
    return {
      line,
      irreversible,
      reach: harm.reach,
      place,
      deed: exactly(subjectOf(harm, deeds), deeds),
      rule: harm.rule,
      spans: quotedSpans(harm, deeds),
    }
  // Readers came to another line than the rules: the sentence is about what the tool is named after.
  const deed = exactly(deeds[0], deeds)
  const reach = deed?.many ? 'list' : line === 'C2' ? 'container' : 'one'
  const overruled = reviewed?.inferred.line
  return { line, irreversible, reach, place, deed, rule: undefined, ...(overruled ? { overruled } : {}), spans: [] }
}

const exactly = (deed: Deed | undefined, deeds: readonly Deed[]) => deed && exactDeed(deed, deeds)

/**
 * The severity with the harm behind it, in one sentence: "High: permanently deletes one issue in GitLab (“delete_issue”)."
 */
export function severitySentence(assessment: Assessment, rubric: Rubric, setting: Setting): string {
  const { severity, reviewed } = assessment
  const decided = decidedBy(assessment)
  if (!decided)
    return reviewed
      ? `${severity}, as the review found.`
      : `${severity}: the definition does not show what the tool does.`
  return `${severity}: ${harmWords(decided, assessment, rubric, setting)}${quotesOf(decided.spans)}.`
}

/** What decided, as a clause without the severity. */
export function harmWords(
  decided: Decided,
  assessment: Pick<Assessment, 'traits'>,
  rubric: Rubric,
  setting: Setting,
): string {
  const { line, deed, reach, place, irreversible } = decided
  const act = deed && deedWords(deed, setting, reach)
  const saying = sayingOf(decided, assessment, rubric, act)
  const undo = irreversible
    ? '; it cannot be changed back'
    : deed && CALLS_OFF.has(deed.verb)
      ? '; it can only be started again'
      : deed && AGAIN.has(deed.verb)
        ? ''
        : deed && (VALUES.has(deed.verb) || deed.kind === 'delete')
          ? '; it can be changed back if somebody noted the earlier state'
          : '; it can be changed back'
  if (!saying) {
    const of = rubric.lines.find(({ id }) => id === line)
    return of ? titleFor(of, decided, setting.tool) : ''
  }
  return saying.text
    .replaceAll('{act}', () => act ?? '')
    .replaceAll('{where}', () => whereWords(deed, place, setting))
    .replaceAll('{undo}', undo)
    .replaceAll('{permanently}', () => (saysPermanent(setting.tool) ? 'permanently ' : ''))
    .replaceAll('{it}', reach === 'list' ? 'them' : deed ? pronoun(deed) : 'it')
}

/** The form of the rubric's sentence that fits; undefined where none does. */
function sayingOf(
  decided: Decided,
  { traits }: Pick<Assessment, 'traits'>,
  rubric: Rubric,
  act: string | undefined,
): Saying | undefined {
  const { line, deed, reach, place, irreversible } = decided
  // What is recreated or reset is there afterwards, without what it held.
  const kind = deed && EMPTIES.has(deed.verb) && EMPTIED.has(line) && reach !== 'list' ? 'update' : (deed?.kind ?? '')
  const fits = (saying: Saying) =>
    (saying.text.includes('{act}') ? act !== undefined : true) &&
    (saying.verbs?.includes(kind) ?? true) &&
    (saying.rules?.includes(decided.rule ?? '') ?? true) &&
    (saying.traits?.every((id) => traits.some(({ trait }) => trait === id)) ?? true) &&
    (saying.reach === undefined || saying.reach === reach) &&
    (saying.place === undefined || saying.place === place) &&
    (saying.undo === undefined || saying.undo === !irreversible) &&
    (saying.overruled === undefined || saying.overruled.some((one) => one === decided.overruled))
  return rubric.lines.find(({ id }) => id === line)?.says.find(fits)
}

/**
 * What one call does, as a sentence: in our words where the act is known, otherwise the first sentence of the definition between
 * quotation marks. A line of the rubric alone would say nothing about the tool.
 */
export function actSentence(
  decided: Decided,
  assessment: Pick<Assessment, 'traits'>,
  rubric: Rubric,
  setting: Setting & { tool: Tool },
): string {
  const { deed, reach } = decided
  const saying = sayingOf(decided, assessment, rubric, deed && deedWords(deed, setting, reach))
  const isTelling = saying?.text.includes('{act}') || saying?.traits?.some((trait) => trait !== 'reads-private')
  const own = isTelling ? undefined : firstSentence(setting.tool)
  return own === undefined
    ? `${upperFirst(harmWords(decided, assessment, rubric, setting))}.`
    : `Its definition says: “${own}”.`
}

/** A description that says how lasting the effect is. */
const PERMANENT =
  /(?<!\b(?:not|never) )\bpermanent(?:ly)?\b|\birreversibl[ey]|\b(?:can ?not|can't) be (?:undone|reversed|recovered|restored)\b|\b(?:forever|for good)\b|不可(?:撤销|恢复|逆)|永久/i
const MAX_CHARS = 2500

const saysPermanent = (tool: Tool | undefined) =>
  tool !== undefined && PERMANENT.test(descriptionOf(tool).slice(0, MAX_CHARS))

/** The title of a line for one tool: no more about the way back than its definition and the answer about it say. */
export function titleFor(
  line: Rubric['lines'][number],
  decided: Pick<Decided, 'deed' | 'irreversible'> | undefined,
  tool: Tool | undefined,
): string {
  const { cautious } = line
  const isSure = line.id === 'M1' ? decided?.irreversible !== true && decided?.deed?.kind !== 'ui' : saysPermanent(tool)
  return lineTitle({ title: cautious === undefined || isSure ? line.title : cautious })
}

/** Lines of acts that destroy something. */
const EMPTIED = new Set(['C2', 'H1'])

/** The act that the sentence is about: the one that decided, or one that names its object where that does not. */
function subjectOf({ deed, line }: Harm, deeds: readonly Deed[]): Deed | undefined {
  if (deed?.thing) return deed
  const [main] = deeds
  // A second verb of the description is another act of the tool.
  const same = deeds.find((one) => one.line === line && one.thing && (one.lead || one.from === 'name'))
  // What only reads never stands for an act that does more.
  const named = main?.thing && !MILD.has(main.kind) ? main : undefined
  return same ?? named ?? deed ?? main
}

const MILD = new Set(['read', 'view', 'navigate', 'crawl'])

/** The description says the same as the name in more words, so its words are quoted where they name the thing. */
function quotedSpans({ spans, line, deed }: Harm, deeds: readonly Deed[]): readonly Span[] {
  // A verb alone, of which no object is known, shows nothing to a reader.
  if (deed?.from === 'description' && !deed.thing)
    return spans.filter(({ field, quote }) => field !== 'description' || quote.trim().includes(' '))
  if (deed?.from === 'description') return [deed.span, ...spans.slice(1)]
  if (deed?.from !== 'name') return spans
  // Without its last letter, so that "entities" show an entity.
  const thing = deed.thing?.head.split(' ').at(-1)?.slice(0, -1)
  const described = deeds.find(
    ({ from, kind, line: own, span }) =>
      from === 'description' &&
      own === line &&
      kind === deed.kind &&
      thing !== undefined &&
      span.quote.toLowerCase().includes(thing),
  )
  return described ? [described.span, ...spans.slice(1)] : spans
}

const MOST_QUOTES = 2

/** The words that decided, behind the sentence: “delete_issue”, the parameter “path”. */
function quotesOf(spans: readonly Span[]): string {
  const quotes: string[] = []
  for (const span of spans) {
    const quote = quoted(span)
    // What another quote holds already shows nothing more.
    const again = quotes.some((one) => one.toLowerCase().includes(span.quote.trim().toLowerCase()))
    if (span.quote.trim() !== '' && !again) quotes.push(quote)
  }
  return quotes.length === 0 ? '' : ` (${quotes.slice(0, MOST_QUOTES).join(', ')})`
}
