import type { LoweredRule } from '../../../../src/policy/core/lower-rule.ts'
import type { RenderOptions } from '../../../../src/policy/core/target.ts'

/** One entry a tool, and one for all others. */
export function renderTurnstile(rules: readonly LoweredRule[], { defaultEffect, serverKey }: RenderOptions): string {
  const tools = rules.map(({ rule: { tool, limits }, effect, conditions }) => ({
    tool,
    effect,
    limits: effect === 'limit' ? limits : [],
    equals: conditions.map(({ path, value }) => ({ path, value })),
  }))
  return `${JSON.stringify({ turnstile: { [serverKey]: { unlisted: defaultEffect, tools } } }, null, 2)}\n`
}
