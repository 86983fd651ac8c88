import { type DocumentNode, memberOf } from '../../core/document.ts'
import { asReports, defineLinter, type LintRule, type LintWords, type Report } from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { blocksOf, recogniser } from './recognise.ts'

const KINDS = ['allow', 'deny', 'require']
const CLAIMS = ['tool', 'prompt', 'resource', 'method', 'target', 'session', 'methodName', 'sessionId']

interface Block {
  node: DocumentNode
  rules: { kind: string; key: DocumentNode; expression: DocumentNode }[]
}
interface Blocks {
  blocks: Block[]
}

/** Every `mcpAuthorization` of a configuration, at whatever depth. */
function read({ yaml }: PolicyText): Blocks | { problems: Report[] } {
  if (yaml.problems.length > 0) return { problems: asReports(yaml.problems) }
  if (yaml.roots.length === 0) return { problems: [{ what: 'the file is empty' }] }
  const problems: Report[] = []
  const blocks = blocksOf(yaml.roots).map((node): Block => {
    const rules = (memberOf(node, 'rules')?.node.items ?? []).flatMap((rule) => {
      if (rule.value !== undefined) return [{ kind: 'allow', key: rule, expression: rule }]
      return (rule.members ?? []).map(({ name, key, node: expression }) => ({
        kind: name,
        key: { ...expression, ...key },
        expression,
      }))
    })
    for (const { kind, expression } of rules)
      if (KINDS.includes(kind) && typeof expression.value !== 'string')
        problems.push({ what: `the expression of ${kind} is not text`, at: expression })
    return { node, rules }
  })
  return problems.length > 0 ? { problems } : { blocks }
}

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'agentgateway cannot read the file',
  about: 'The file is not valid YAML, or an expression is not text. The gateway does not start with it.',
  fix: 'Correct the reported line.',
  bad: 'mcpAuthorization:\n  rules:\n    - require: [true]\n',
  good: 'mcpAuthorization:\n  rules:\n    - require: \'mcp.tool.name == "get"\'\n',
}

const rules: LintRule<Blocks>[] = [
  {
    id: 'cel-deny',
    title: 'Deny fails open',
    about:
      "An expression that causes an error denies nothing. For that reason, the gateway's own schema advises against deny.",
    fix: 'Write the opposite with require, which refuses on errors.',
    bad: 'mcpAuthorization:\n  rules:\n    - deny: \'mcp.tool.name == "pay"\'\n',
    good: 'mcpAuthorization:\n  rules:\n    - require: \'mcp.tool.name != "pay"\'\n',
    *find({ blocks }) {
      for (const { rules } of blocks)
        for (const { kind, key, expression } of rules)
          if (kind === 'deny')
            yield { what: `${expression.value}: a deny that cannot be evaluated denies nothing`, at: key }
    },
  },
  {
    id: 'unknown-key',
    title: 'Unknown key',
    about: 'mcpAuthorization has rules, and each rule is allow, deny or require.',
    fix: 'Use one of these names.',
    bad: 'mcpAuthorization:\n  rulez:\n    - require: \'mcp.tool.name != "pay"\'\n',
    good: 'mcpAuthorization:\n  rules:\n    - require: \'mcp.tool.name != "pay"\'\n',
    *find({ blocks }) {
      for (const { node, rules } of blocks) {
        if (!memberOf(node, 'rules')?.node.items) {
          const meant = node.members?.find(({ name }) => nearest(name, ['rules']))
          yield {
            what: `mcpAuthorization has no list of rules${meant ? `; ${meant.name} is not read` : ''}`,
            at: meant?.key ?? node,
          }
        }
        for (const { kind, key } of rules)
          if (!KINDS.includes(kind)) yield { what: `a rule is ${KINDS.join(', ')}, and not ${kind}`, at: key }
      }
    },
  },
  {
    id: 'unknown-claim',
    title: 'Unknown variable',
    about: 'An expression with an unknown variable causes an error, so an allow rule with it allows nothing.',
    fix: 'Write mcp.tool.name for the tool name.',
    bad: 'mcpAuthorization:\n  rules:\n    - allow: \'mcp.toolName == "get"\'\n',
    good: 'mcpAuthorization:\n  rules:\n    - allow: \'mcp.tool.name == "get"\'\n',
    *find({ blocks }) {
      for (const { rules } of blocks)
        for (const { expression } of rules)
          for (const [, claim = ''] of String(expression.value).matchAll(/\bmcp\.([A-Za-z_]+)/g))
            if (!CLAIMS.includes(claim)) yield { what: `mcp.${claim} is never set`, at: expression }
    },
  },
]

/** Configurations of agentgateway. Source: agentgateway, schema/config.json and schema/cel.json, read 2026-11-20. */
export const agentgatewayLinter = defineLinter<Blocks>({
  target: 'agentgateway',
  ...recogniser,
  read,
  unreadable,
  rules,
})
