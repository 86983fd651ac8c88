import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'

/**
 * The filter: what `excludeTools` names is not offered, and of several lists the exclusion wins. A server is asked about unless
 * `trust` is true, so no call passes unasked.
 */
export function renderGeminiSettings(
  rules: readonly LoweredRule[],
  { defaultEffect, serverKey }: RenderOptions,
): string {
  const names = (hidden: boolean) =>
    rules.flatMap(({ rule, effect }) => ((effect === 'hide') === hidden ? [rule.tool] : []))
  const filter = defaultEffect === 'deny' ? { includeTools: names(false) } : { excludeTools: names(true) }
  const document = { mcpServers: { [serverKey]: { ...filter, trust: false } } }
  return escapeUnseen(`${JSON.stringify(document, null, 2)}\n`, 'json')
}
