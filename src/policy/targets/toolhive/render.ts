import { Document } from 'yaml'
import type { LoweredRule } from '../../core/lower-rule.ts'
import { quotedYaml } from '../../core/quoted-yaml.ts'
import type { RenderOptions } from '../../core/target.ts'
import { cedarPolicies } from './policies.ts'

/**
 * Cedar policies over `Action::"call_tool"` and `Tool::"<name>"`. Nothing is permitted that no policy permits, `forbid` wins,
 * and the list of tools is filtered by the same policies.
 */
export function renderToolhive(rules: readonly LoweredRule[], options: RenderOptions): string {
  const policies = cedarPolicies(rules, options)
  return quotedYaml(new Document({ version: '1.0', type: 'cedarv1', cedar: { policies, entities_json: '[]' } }))
}
