import { type Category, categories } from '../../schema/category.ts'
import type { Judgement } from '../../schema/review.ts'
import { type Severity, severities } from '../../schema/severity.ts'
import { traitIds } from '../../schema/trait.ts'
import { wantedEffects } from '../../schema/wanted-effect.ts'

/** Whether two readers say the same of a definition; what they would also accept, and the effect, may differ. */
export function agree(a: Judgement, b: Judgement): boolean {
  return differences(a, b).length === 0
}

/** The fields in which two readers differ so that a third must decide. */
export function differences(a: Judgement, b: Judgement): (keyof Judgement)[] {
  return [
    ...(['category', 'severity', 'line', 'irreversible'] as const).filter((field) => a[field] !== b[field]),
    ...(inOrder(traitIds, a.traits).join() === inOrder(traitIds, b.traits).join() ? [] : (['traits'] as const)),
  ]
}

/**
 * What two readers who agree say together: what either would also accept, and the stricter effect.
 * @throws {Error} when they differ.
 */
export function together(a: Judgement, b: Judgement): Judgement {
  if (!agree(a, b)) throw new Error('readers who differ need a third')
  return {
    ...a,
    traits: inOrder(traitIds, a.traits),
    effect: wantedEffects[
      Math.max(wantedEffects.indexOf(a.effect), wantedEffects.indexOf(b.effect))
    ] as typeof a.effect,
    accept: others(severities, a.severity, [...a.accept, ...b.accept]),
    alternates: others(categories, a.category, [...a.alternates, ...b.alternates]),
  }
}

/**
 * What a third reader decided, with what the two said as acceptable: their categories, and their severities where these are
 * at most one step apart.
 */
export function decided(a: Judgement, b: Judgement, third: Judgement): Judgement {
  const step = Math.abs(severities.indexOf(a.severity) - severities.indexOf(b.severity))
  const near: Severity[] = step <= 1 ? [a.severity, b.severity] : []
  const named: Category[] = [a.category, b.category]
  return {
    ...third,
    traits: inOrder(traitIds, third.traits),
    accept: others(severities, third.severity, [...third.accept, ...near]),
    alternates: others(categories, third.category, [...third.alternates, ...named]),
  }
}

const inOrder = <T>(order: readonly T[], some: readonly T[]): T[] => order.filter((one) => some.includes(one))

const others = <T>(order: readonly T[], own: T, some: readonly T[]): T[] =>
  inOrder(order, some).filter((one) => one !== own)
