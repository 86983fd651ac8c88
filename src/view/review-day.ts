import type { Attack } from '../schema/attack.ts'

/** The day on which somebody last compared an entry with one of its sources; undefined where nobody has. */
export const reviewDay = ({ references }: Pick<Attack, 'references'>): string | undefined =>
  references
    .flatMap(({ checked }) => checked ?? [])
    .sort()
    .at(-1)
