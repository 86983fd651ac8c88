import { type FeatureGroup, featureGroups } from '../../schema/second-reading.ts'
import type { Act } from '../harm/act.ts'
import type { Reading } from '../reading.ts'

/** What a definition shows the fitted model: words and kinds of acts, by where they stand. */
export type Features = Record<FeatureGroup, ReadonlySet<string>>

const MAX_FIRST_CHARS = 400
const MAX_FIRST_WORDS = 40
const MAX_LEAD_CHARS = 1200
const MAX_LEAD_WORDS = 120
const MAX_PARAMETERS = 40

/** Takes the features of a definition; bounded, whatever a server sent. */
export function featuresOf({ tokens, parts, properties }: Reading, acts: readonly Act[]): Features {
  const name = tokens.map(({ text }) => stem(text))
  const first = wordsOf(parts.first.slice(0, MAX_FIRST_CHARS), MAX_FIRST_WORDS)
  const lead = wordsOf(parts.lead.slice(0, MAX_LEAD_CHARS), MAX_LEAD_WORDS)
  return {
    name: new Set(name),
    nameStart: new Set(name.slice(0, 1)),
    word: new Set([...name, ...first]),
    sentenceStart: new Set(first.slice(0, 1)),
    lead: new Set(lead),
    parameter: new Set(
      properties.slice(0, MAX_PARAMETERS).flatMap(({ spelled }) => spelled.slice(0, 60).split('_').map(stem)),
    ),
    act: new Set(acts.flatMap(actFeatures)),
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

function wordsOf(text: string, most: number): string[] {
  const words: string[] = []
  for (const [word] of text.toLowerCase().matchAll(/[a-z]{2,20}|[\u4e00-\u9fff]{2}/g)) {
    words.push(stem(word))
    if (words.length === most) break
  }
  return words
}

const ENDINGS = ['ies', 'es', 's', 'ing', 'ed']
const SHORTEST_STEM = 3

/** A word without the commonest endings, so that "deletes" and "deleting" are one. */
function stem(word: string): string {
  const ending = ENDINGS.find((one) => word.endsWith(one) && word.length - one.length >= SHORTEST_STEM)
  return ending === undefined ? word : word.slice(0, -ending.length)
}

/** The sum of weights of what a definition shows. */
export function sumOf(features: Features, weightsOf: (group: FeatureGroup, feature: string) => number): number {
  let sum = 0
  for (const group of featureGroups) for (const feature of features[group]) sum += weightsOf(group, feature)
  return sum
}
