import { type Posture, postures } from '../schema/posture.ts'
import { type Effect, effects } from '../schema/rule.ts'
import type { Site } from './site.ts'

/** How many tools of the catalogue each posture allows, asks about, denies and hides. */
export function postureCounts({ tools }: Site): { posture: Posture; counts: { effect: Effect; count: number }[] }[] {
  return postures.map((posture) => ({
    posture,
    counts: effects.map((effect) => ({
      effect,
      count: tools.filter(({ rules }) => rules[posture].effect === effect).length,
    })),
  }))
}
