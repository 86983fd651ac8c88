import { cedarString } from '../../core/cedar-text.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'
import { actionId } from './action-id.ts'
import { clauses } from './clauses.ts'

/** Stands for the reader's own gateway where none is given. */
export const GATEWAY = 'YOUR-GATEWAY-ARN'

/**
 * What a statement may have, of which AgentCore takes one a policy; an ARN in place of the placeholder makes it longer.
 * Source: docs.aws.amazon.com, API reference of AgentCore Control, CedarPolicy, read 2026-11-21.
 */
export const MAX_STATEMENT_CHARS = 10_000
const MAX_RENDERED_CHARS = 9_500

/** All statements, each of which is a policy of its own. */
export function renderAgentcore(rules: readonly LoweredRule[], options: RenderOptions): string {
  const statements = statementsOf(rules, options)
  if (statements.length === 0) return '// There is nothing to create: no tool is named.\n'
  return `${statements.join('\n\n')}\n`
}

/**
 * Cedar over actions `<target>___<tool>` with three underscores and over a gateway. AgentCore refuses what no policy permits, and
 * `forbid` wins. So what passes is permitted; and where the statements join those that the reader has, what must not pass is
 * forbidden, too, and nothing else is touched. The principal is not constrained, so that gateways with OAuth and with IAM are
 * meant. Tools without conditions share statements.
 */
export function statementsOf(rules: readonly LoweredRule[], options: RenderOptions): string[] {
  const { defaultEffect, serverKey, gateway = GATEWAY, tools } = options
  const joins = defaultEffect === 'allow'
  const passing = rules.filter(({ effect }) => effect === 'allow')
  const refused = rules.filter(({ effect }) => effect !== 'allow')
  const actions = (some: readonly LoweredRule[]) => some.map(({ rule }) => actionOf(serverKey, rule.tool))
  const conditioned = passing.flatMap(({ rule: { tool }, conditions }) => {
    if (conditions.length === 0) return []
    // A forbid whose condition cannot be evaluated is skipped, so there every argument is asked for before it is read.
    const says = conditions.flatMap((condition) => clauses(condition, tools?.get(tool), !joins) ?? [])
    const action = [actionOf(serverKey, tool)]
    const lifted = joins ? [statement('forbid', action, gateway, says, 'unless')] : []
    return [statement('permit', action, gateway, says), ...lifted]
  })
  return [
    ...grouped('permit', actions(passing.filter(({ conditions }) => conditions.length === 0)), gateway),
    ...conditioned,
    ...(joins || passing.length === 0 ? grouped('forbid', actions(refused), gateway) : []),
  ]
}

const actionOf = (serverKey: string, tool: string) => `AgentCore::Action::${cedarString(actionId(serverKey, tool))}`

/** As few statements as can be without one that is too long. */
function grouped(effect: 'permit' | 'forbid', actions: readonly string[], gateway: string): string[] {
  const groups: string[][] = []
  let chars = 0
  for (const action of actions) {
    chars += action.length + SEPARATOR.length
    if (groups.length === 0 || chars > MAX_RENDERED_CHARS - FRAME_CHARS) {
      groups.push([])
      chars = action.length + SEPARATOR.length
    }
    groups.at(-1)?.push(action)
  }
  return groups.map((group) => statement(effect, group, gateway))
}

const SEPARATOR = ',\n    '
/** What a statement has beside its actions: effect, principal and a gateway. */
const FRAME_CHARS = 300

function statement(
  effect: 'permit' | 'forbid',
  actions: readonly string[],
  gateway: string,
  when: readonly string[] = [],
  word: 'when' | 'unless' = 'when',
): string {
  const scope = [
    '  principal',
    actions.length === 1 ? `  action == ${actions[0]}` : `  action in [\n    ${actions.join(SEPARATOR)}\n  ]`,
    `  resource == AgentCore::Gateway::${cedarString(gateway)}`,
  ]
  const condition = when.length > 0 ? ` ${word} {\n  ${when.join(' &&\n  ')}\n}` : ''
  return `${effect}(\n${scope.join(',\n')}\n)${condition};`
}
