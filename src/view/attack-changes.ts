import type { Attack } from '../schema/attack.ts'
import { compare } from '../text/compare.ts'
import { reviewDay } from './review-day.ts'
import type { Site } from './site.ts'
import { urls } from './urls.ts'

/** One line of the changelog of the attacks. */
export interface AttackChange {
  date: string
  kind: 'added' | 'corrected' | 'removed'
  id: string
  name: string
  /** The page of the attack; undefined for one that was removed. */
  href: string | undefined
  /** What changed; the description of the attack where it was added. */
  what: string
}

/** The day on which an entry was added; where it does not say, the newest of its reviews, or the day of the attack. */
export const addedDay = (attack: Pick<Attack, 'added' | 'references' | 'date'>): string =>
  attack.added ?? reviewDay(attack) ?? `${attack.date}-01`.slice(0, 10)

/** What was added, corrected and removed, the newest first; of one day by kind and name. */
export function attackChanges({ content }: Pick<Site, 'content'>): AttackChange[] {
  const { attacks, rules } = content.attacks
  const changes = [
    ...rules.removed.map(
      ({ date, id, name, because }): AttackChange => ({
        date,
        kind: 'removed',
        id,
        name,
        href: undefined,
        what: because,
      }),
    ),
    ...attacks.flatMap((attack): AttackChange[] => {
      const { id, name, about } = attack
      const common = { id, name, href: urls.attack(id) }
      return [
        ...attack.changes.map(({ date, what }) => ({ ...common, date, kind: 'corrected' as const, what })),
        { ...common, date: addedDay(attack), kind: 'added', what: about },
      ]
    }),
  ]
  return changes.toSorted(
    (a, b) => compare(b.date, a.date) || compare(a.kind, b.kind) || compare(a.name, b.name) || compare(a.what, b.what),
  )
}
