import { at, type DocumentNode, textOf, textsOf } from '../../core/document.ts'
import { asReports, type Report } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'

/** One [[rule]] of a policy file. */
export interface PolicyRule {
  node: DocumentNode
  /** The server; undefined for a rule about built-in tools. */
  server: DocumentNode | undefined
  tools: { text: string; node: DocumentNode; index: number }[]
  decision: string
  priority: number
  argsPattern: DocumentNode | undefined
  /** What else narrows the rule. */
  isNarrowed: boolean
}

const DECISIONS = ['allow', 'deny', 'ask_user']

/**
 * Reads a policy file as the loader does: what breaks the schema in one rule drops the whole file.
 * Source: google-gemini/gemini-cli, packages/core/src/policy/toml-loader.ts and its tests, read 2026-11-21; a rule without
 * toolName was tried with 0.61.0.
 */
export function readPolicyRules({ toml }: PolicyText): { rules: PolicyRule[] } | { problems: readonly Report[] } {
  if (toml.problems.length > 0) return { problems: asReports(toml.problems) }
  const list = at(toml.root, 'rule')
  if (list && !list.items) return { problems: [{ what: 'rule is not a list: write [[rule]]', at: list }] }
  const problems: Report[] = []
  const rules = (list?.items ?? []).map((node): PolicyRule => {
    problems.push(...ruleProblems(node))
    const tool = at(node, 'toolName')
    const own = textOf(tool)
    return {
      node,
      server: at(node, 'mcpName'),
      tools: tool && own !== undefined ? [{ text: own, node: tool, index: -1 }] : textsOf(tool),
      decision: textOf(at(node, 'decision')) ?? '',
      priority: Number(at(node, 'priority')?.value),
      argsPattern: at(node, 'argsPattern'),
      isNarrowed: NARROWING.some((name) => at(node, name) !== undefined),
    }
  })
  return problems.length > 0 ? { problems } : { rules }
}
const NARROWING = [
  'argsPattern',
  'commandPrefix',
  'commandRegex',
  'modes',
  'toolAnnotations',
  'interactive',
  'subagent',
]

function ruleProblems(node: DocumentNode): Report[] {
  const problems: Report[] = []
  const tool = at(node, 'toolName')
  const isNamed = textOf(tool) !== undefined || (tool?.items?.every(({ value }) => typeof value === 'string') ?? false)
  if (!isNamed) problems.push({ what: 'the rule has no toolName', at: tool ?? node })
  const decision = at(node, 'decision')
  if (!DECISIONS.includes(textOf(decision) ?? ''))
    problems.push({ what: `decision is not one of ${DECISIONS.join(', ')}`, at: decision ?? node })
  const priority = at(node, 'priority')
  const value = priority?.value
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 999)
    problems.push({ what: 'priority is not a whole number from 0 to 999', at: priority ?? node })
  return problems
}
