import { type FeatureGroup, featureGroups } from '../../schema/second-reading.ts'
import type { Act } from '../harm/act.ts'
import type { Reading } from '../reading.ts'

/** What a definition shows the fitted model: words and kinds of acts, by where they stand. */
export type Features = Record<FeatureGroup, ReadonlySet<string>>
/** The same as they are read: what is shown twice is there twice. */
export type ListedFeatures = Record<FeatureGroup, readonly string[]>

const MAX_FIRST_CHARS = 400
const MAX_FIRST_WORDS = 40
const MAX_LEAD_CHARS = 1200
const MAX_LEAD_WORDS = 120
const MAX_PARAMETERS = 40

/** The features of a definition; bounded, whatever a server sent. */
export function featuresOf(reading: Reading, acts: readonly Act[]): Features {
  const listed = listFeatures(reading, acts)
  return Object.fromEntries(featureGroups.map((group) => [group, new Set(listed[group])])) as unknown as Features
}

/** Reads the features of a definition; bounded, whatever a server sent. */
export function listFeatures({ tokens, parts, properties }: Reading, acts: readonly Act[]): ListedFeatures {
  const name = tokens.map(({ text }) => stem(text))
  const first = wordsOf(parts.first.slice(0, MAX_FIRST_CHARS), MAX_FIRST_WORDS)
  return {
    name,
    nameStart: name.slice(0, 1),
    word: [...name, ...first],
    sentenceStart: first.slice(0, 1),
    lead: wordsOf(parts.lead.slice(0, MAX_LEAD_CHARS), MAX_LEAD_WORDS),
    parameter: properties.slice(0, MAX_PARAMETERS).flatMap(({ spelled }) => spelled.slice(0, 60).split('_').map(stem)),
    act: acts.flatMap(actFeatures),
  }
}

/** The kind of an act, whether its text begins with it, and what it is done to. */
function actFeatures({ verb: { kind }, from, lead, object }: Act): string[] {
  const things = [...(object.head?.classes ?? [])]
  return [
    kind,
    ...(lead ? [`${from} ${kind}`] : []),
    ...things.map((thing) => `${kind} ${thing}`),
    ...things.map((thing) => `* ${thing}`),
  ]
}

const WORD = /[a-z]{2,20}|[\u4e00-\u9fff]{2}/g

const wordsOf = (text: string, most: number): string[] =>
  (text.toLowerCase().match(WORD) ?? []).slice(0, most).map(stem)

const ENDINGS = ['ies', 'es', 's', 'ing', 'ed']
const SHORTEST_STEM = 3

/** A word without the commonest endings, so that "deletes" and "deleting" are one. */
function stem(word: string): string {
  for (const ending of ENDINGS)
    if (word.length - ending.length >= SHORTEST_STEM && word.endsWith(ending)) return word.slice(0, -ending.length)
  return word
}
