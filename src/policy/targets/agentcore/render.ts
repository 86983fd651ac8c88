import { cedarString } from '../../core/cedar-text.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'
import { actionId } from './action-id.ts'
import { clauses } from './clauses.ts'

/** Stands for the reader's own gateway where none is given. */
export const GATEWAY = 'YOUR-GATEWAY-ARN'

/**
 * Cedar over actions `<target>___<tool>` with three underscores and over a gateway. Nothing is permitted that no policy
 * permits, and `forbid` wins.
 */
export function renderAgentcore(rules: readonly LoweredRule[], options: RenderOptions): string {
  const { defaultEffect, serverKey, gateway = GATEWAY, tools } = options
  const statements = rules.flatMap(({ rule: { tool }, effect, conditions }) => {
    if (effect !== 'allow') return defaultEffect === 'allow' ? [statement(gateway, 'forbid', serverKey, tool)] : []
    const when = conditions.flatMap((condition) => clauses(condition, tools?.get(tool), options) ?? [])
    if (defaultEffect === 'deny') return [statement(gateway, 'permit', serverKey, tool, when)]
    return when.length > 0 ? [statement(gateway, 'forbid', serverKey, tool, when, 'unless')] : []
  })
  if (defaultEffect === 'allow') statements.unshift(everything(gateway))
  return statements.length > 0 ? `${statements.join('\n\n')}\n` : '// Nothing is permitted.\n'
}

function statement(
  gateway: string,
  effect: 'permit' | 'forbid',
  serverKey: string,
  tool: string,
  when: readonly string[] = [],
  word: 'when' | 'unless' = 'when',
): string {
  const scope = [
    '  principal is AgentCore::OAuthUser',
    `  action == AgentCore::Action::${cedarString(actionId(serverKey, tool))}`,
    `  resource == AgentCore::Gateway::${cedarString(gateway)}`,
  ]
  const condition = when.length > 0 ? ` ${word} {\n  ${when.join(' &&\n  ')}\n}` : ''
  return `${effect}(\n${scope.join(',\n')}\n)${condition};`
}

const everything = (gateway: string) =>
  `permit(\n  principal is AgentCore::OAuthUser,\n  action,\n  resource == AgentCore::Gateway::${cedarString(gateway)}\n);`
