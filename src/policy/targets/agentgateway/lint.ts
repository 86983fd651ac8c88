import { z } from 'zod'
import { finder, type Linter, type LintFinding } from '../../core/lint-finding.ts'
import { nearest } from '../../core/nearest.ts'
import { readYaml } from '../../core/read-text.ts'

const KINDS = ['allow', 'deny', 'require']
const CLAIMS = ['tool', 'prompt', 'resource', 'method', 'target', 'session']

/**
 * Every `mcpAuthorization` of a configuration of agentgateway, at whatever depth.
 * Source: agentgateway, schema/config.json and schema/cel.json, read 2026-11-20.
 */
export const lintAgentgateway: Linter = (text) => {
  const find = finder('agentgateway', text)
  const { value, problems } = readYaml(text, z.unknown())
  if (value === undefined || value === null)
    return (problems.length > 0 ? problems : ['it is empty']).map((what) => find('unreadable', what))
  return blocks(value, 0).flatMap((block): LintFinding[] => {
    const { rules } = block as { rules?: unknown }
    if (!Array.isArray(rules)) {
      const meant = Object.keys(block).find((key) => nearest(key, ['rules']))
      return [
        find('unknown-key', `mcpAuthorization has no list of rules${meant ? `; ${meant} is not read` : ''}`, meant),
      ]
    }
    return rules.flatMap((rule) => ruleFindings(find, rule))
  })
}

function ruleFindings(find: ReturnType<typeof finder>, rule: unknown): LintFinding[] {
  const entries = typeof rule === 'string' ? [['allow', rule] as const] : Object.entries(rule ?? {})
  return entries.flatMap(([kind, expression]) => {
    if (!KINDS.includes(kind)) return [find('unknown-key', `a rule is ${KINDS.join(', ')}, and not ${kind}`, kind)]
    if (typeof expression !== 'string') return [find('unreadable', `the expression of ${kind} is no text`, kind)]
    const found: LintFinding[] = []
    if (kind === 'deny')
      found.push(find('cel-deny', `${expression}: a deny that cannot be evaluated denies nothing`, expression))
    for (const [, claim = ''] of expression.matchAll(/\bmcp\.(\w+)/g))
      if (!CLAIMS.includes(claim)) found.push(find('unknown-claim', `mcp.${claim} is never set`, expression))
    return found
  })
}

function blocks(value: unknown, depth: number): object[] {
  if (typeof value !== 'object' || value === null || depth > 30) return []
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'mcpAuthorization' && typeof child === 'object' && child !== null ? [child] : blocks(child, depth + 1),
  )
}
