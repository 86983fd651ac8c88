/** What a mutant changes in the meaning of a snippet. */
export const mutantClasses = [
  'window',
  'number',
  'operator',
  'condition removed',
  'condition weakened',
  'condition negated',
  'scope',
  'default effect',
  'extra grant',
  'extra setting',
  'guard removed',
  'other server',
  'tool renamed',
  'effect changed',
] as const
export type MutantClass = (typeof mutantClasses)[number]

/** A snippet that was changed in one place so that it means something else. */
export interface Mutant {
  class: MutantClass
  /** What was changed, in a few words. */
  change: string
  text: string
}

/** What a snippet is about, so that names in it are recognised. */
export interface Subject {
  /** One of the tools that it names. */
  tool: string
  serverKey: string
  /** A tool of the same server that it does not name. */
  stranger: string
}
