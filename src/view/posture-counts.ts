import { type Posture, postures } from '../schema/posture.ts'
import type { Effect } from '../schema/rule.ts'
import type { Site } from './site.ts'

const EFFECTS: Effect[] = ['allow', 'ask', 'deny', 'hide']

/** How many tools of the catalogue each posture allows, asks about, denies and hides. */
export function postureCounts({ tools }: Site): { posture: Posture; counts: { effect: Effect; count: number }[] }[] {
  return postures.map((posture) => ({
    posture,
    counts: EFFECTS.map((effect) => ({
      effect,
      count: tools.filter(({ rules }) => rules[posture].effect === effect).length,
    })),
  }))
}
