export type { TraitRules, TraitWhen, TraitWords } from './trait-schema.ts'

/** What a tool can do or touch, beside its category, in the order of the rubric. */
export const traitIds = [
  'runs-code',
  'free-sql',
  'free-url',
  'reads-local-file',
  'writes-local-file',
  'remote-path',
  'reads-private',
  'reads-secrets',
  'sees-untrusted',
  'sends-out',
  'changes-access',
  'deletes-container',
  'deletes-one',
  'moves-money',
  'installs-package',
  'production',
] as const
export type TraitId = (typeof traitIds)[number]

/**
 * The three things that are harmless apart and let data be stolen together.
 * Source: Simon Willison, “The lethal trifecta for AI agents”, 16 June 2025,
 * https://simonwillison.net/2025/Jun/16/the-lethal-trifecta/
 */
export const legs = ['private', 'untrusted', 'outward'] as const
export type Leg = (typeof legs)[number]
