import type { Effect, Limit, Rule } from '../../src/schema/rule.ts'

/** A rule of a server made up for tests. */
export const rule = (tool: string, effect: Effect, limits: Limit[] = []): Rule => ({
  server: 'shop',
  tool,
  effect,
  limits,
  effectWithoutLimit: 'ask',
  unattended: [],
  conditions: [],
  because: [],
  reason: 'Made for tests: nothing happens.',
})
