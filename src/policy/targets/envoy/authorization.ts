import { celConditions } from '../../core/cel-conditions.ts'
import { celString } from '../../core/cel-text.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'

/** Limits of the resource. Source: the published CRD, maxItems and maxLength. */
const MAX_RULES = 32
const MAX_TARGETS = 16
const MAX_CEL = 4_096

/** What a call carries. The list of tools is filtered by the same rules without it. */
const PARAMS = 'request.mcp.params'

/** One rule as the resource takes it; the first that matches decides. */
export interface AuthorizationRule {
  target?: { tools: { backend: string; tool: string }[] }
  cel?: string
  action: 'Allow' | 'Deny'
}

/** The expression that holds for calls of a tool that pass; every tool stays in the list. */
const expressionOf = ({ conditions }: LoweredRule) => `${PARAMS} == null || (${celConditions(conditions, PARAMS)})`

/** Whether the conditions of one tool have room in a rule. */
export const hasRoom = (lowered: LoweredRule): boolean =>
  packed([lowered], 'x'.repeat(63)).every(({ cel = '' }) => cel.length <= MAX_CEL)

/**
 * Rules for tools whose calls pass with the right arguments: an `Allow` with the conditions, then a `Deny` of the same tools. A
 * rule whose expression fails is passed over, so that a `Deny` with conditions would let such calls through.
 * Source: envoyproxy/ai-gateway c217da8a, internal/mcpproxy/authorization.go.
 * @returns as many rules as the resource takes, and the tools that have no room.
 */
export function authorizationRules(
  lowered: readonly LoweredRule[],
  backend: string,
): { rules: AuthorizationRule[]; left: ReadonlySet<string> } {
  const conditioned = lowered.filter(({ conditions }) => conditions.length > 0)
  const plain = byTool(conditioned, backend)
  if (plain.length <= MAX_RULES) return { rules: plain, left: new Set() }
  let fitting = conditioned
  let rules = packed(fitting, backend)
  while (rules.length > MAX_RULES) {
    fitting = fitting.slice(0, Math.floor(fitting.length * 0.9))
    rules = packed(fitting, backend)
  }
  return { rules, left: new Set(conditioned.slice(fitting.length).map(({ rule }) => rule.tool)) }
}

/** A rule for each expression, with its tools as targets. */
function byTool(conditioned: readonly LoweredRule[], backend: string): AuthorizationRule[] {
  const targets = (all: readonly LoweredRule[]) =>
    chunks(all, MAX_TARGETS).map((some) => ({ tools: some.map(({ rule: { tool } }) => ({ backend, tool })) }))
  const alike = Map.groupBy(conditioned, expressionOf)
  return [
    ...[...alike].flatMap(([cel, some]) => targets(some).map((target) => ({ target, cel, action: 'Allow' as const }))),
    ...targets(conditioned).map((target) => ({ target, action: 'Deny' as const })),
  ]
}

/** As many tools in each rule as its expression has room for. */
function packed(conditioned: readonly LoweredRule[], backend: string): AuthorizationRule[] {
  const own = `request.mcp.backend == ${celString(backend)}`
  const allow = joined(
    conditioned.map((one) => `request.mcp.tool == ${celString(one.rule.tool)} && (${expressionOf(one)})`),
    (parts) => `${own} && (${parts.join(' || ')})`,
  )
  const deny = joined(
    conditioned.map(({ rule }) => celString(rule.tool)),
    (parts) => `${own} && request.mcp.tool in [${parts.join(', ')}]`,
  )
  return [
    ...allow.map((cel) => ({ cel, action: 'Allow' as const })),
    ...deny.map((cel) => ({ cel, action: 'Deny' as const })),
  ]
}

/** Expressions of parts, each as long as the resource takes; a part that is too long by itself stands alone. */
function joined(parts: readonly string[], write: (parts: readonly string[]) => string): string[] {
  const groups: string[][] = []
  let length = Number.POSITIVE_INFINITY
  for (const part of parts) {
    const last = groups.at(-1)
    length += part.length + 4
    if (last && length <= MAX_CEL) last.push(part)
    else {
      groups.push([part])
      length = write([part]).length
    }
  }
  return groups.map(write)
}

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))
