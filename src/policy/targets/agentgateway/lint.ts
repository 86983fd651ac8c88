import { z } from 'zod'
import { finder, type Linter, type LintFinding } from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import { readYaml } from '../../core/read-text.ts'

const KINDS = ['allow', 'deny', 'require']
const CLAIMS = ['tool', 'prompt', 'resource', 'method', 'target', 'session']

/**
 * Every `mcpAuthorization` of a configuration of agentgateway, at whatever depth.
 * Source: agentgateway, schema/config.json and schema/cel.json, read 2026-11-20.
 */
function findings(text: string): LintFinding[] {
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

/** Reads files that people already have. */
export const agentgatewayLinter: Linter = {
  recognise(file, text) {
    return /\.ya?ml$/.test(file) && /\bmcpAuthorization\s*:/.test(text) ? 'content' : undefined
  },
  find: findings,
  rules: [
    {
      id: 'unreadable',
      title: 'The file cannot be read',
      about: 'It is no YAML, or an expression is no text, so the gateway does not start with it.',
      fix: 'Correct what is named.',
      bad: 'mcpAuthorization:\n  rules:\n    - require: [true]\n',
      good: 'mcpAuthorization:\n  rules:\n    - require: \'mcp.tool.name == "get"\'\n',
    },
    {
      id: 'cel-deny',
      title: 'A deny that fails open',
      about:
        "An expression that cannot be evaluated denies nothing; the gateway's own schema advises against deny for that reason.",
      fix: 'Say the opposite with require, which then refuses.',
      bad: 'mcpAuthorization:\n  rules:\n    - deny: \'mcp.tool.name == "pay"\'\n',
      good: 'mcpAuthorization:\n  rules:\n    - require: \'mcp.tool.name != "pay"\'\n',
    },
    {
      id: 'unknown-key',
      title: 'A member that nothing reads',
      about: 'An authorization has rules, and a rule is allow, deny or require.',
      fix: 'Use the name that is meant.',
      bad: 'mcpAuthorization:\n  rulez:\n    - require: \'mcp.tool.name != "pay"\'\n',
      good: 'mcpAuthorization:\n  rules:\n    - require: \'mcp.tool.name != "pay"\'\n',
    },
    {
      id: 'unknown-claim',
      title: 'A variable that is never set',
      about:
        'An expression about a variable that does not exist cannot be evaluated, and then nothing is allowed by it.',
      fix: 'Write mcp.tool.name for the name of the tool.',
      bad: 'mcpAuthorization:\n  rules:\n    - allow: \'mcp.toolName == "get"\'\n',
      good: 'mcpAuthorization:\n  rules:\n    - allow: \'mcp.tool.name == "get"\'\n',
    },
  ],
}
