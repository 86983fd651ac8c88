export type { SecondReading } from './second-reading-schema.ts'

/** What the fitted model looks at, by where it stands. */
export const featureGroups = ['name', 'nameStart', 'word', 'sentenceStart', 'lead', 'parameter', 'act'] as const
export type FeatureGroup = (typeof featureGroups)[number]
