import { z } from 'zod'
import { finder, type Linter, type LintFinding } from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import { readYaml } from '../../core/read-text.ts'
import { MAX_ENTRIES } from './resource.ts'

const LISTS = ['include', 'includeRegex', 'exclude', 'excludeRegex']
const schema = z.looseObject({
  kind: z.literal('MCPRoute'),
  spec: z.looseObject({
    backendRefs: z.array(
      z.looseObject({ name: z.string(), toolSelector: z.record(z.string(), z.array(z.string())).optional() }),
    ),
    securityPolicy: z
      .looseObject({
        authorization: z
          .looseObject({ defaultAction: z.string().optional(), rules: z.array(z.looseObject({})).optional() })
          .optional(),
      })
      .optional(),
  }),
})

/** An MCPRoute of Envoy AI Gateway. Source: envoyproxy/ai-gateway, the CRD of mcproutes and its notes, read 2026-11-20. */
function findings(text: string): LintFinding[] {
  const find = finder('envoy', text)
  const { value, problems } = readYaml(text, schema)
  if (!value) return problems.map((what) => find('unreadable', what))
  const { authorization } = value.spec.securityPolicy ?? {}
  const rules = authorization?.rules ?? []
  const findings: LintFinding[] = value.spec.backendRefs.flatMap(({ toolSelector = {} }) =>
    Object.entries(toolSelector).flatMap(([list, names]) => listFindings(find, list, names, toolSelector)),
  )
  if (rules.length > MAX_ENTRIES)
    findings.push(find('too-many', `${rules.length} rules, and the cluster takes ${MAX_ENTRIES}`, 'rules'))
  // Without a word of its own the default action is Deny.
  if (authorization?.defaultAction === 'Allow' && rules.some((rule, index) => failsOpen(rule, rules.slice(index + 1))))
    findings.push(
      find('cel-allow', 'an expression that cannot be evaluated matches nothing, and the rest is allowed', 'cel'),
    )
  return findings
}

type Rule = Readonly<Record<string, unknown>>

/** Whether calls pass where the expression of a rule fails: it denies, or nothing after it denies the same without one. */
function failsOpen({ cel, action }: Rule, after: readonly Rule[]): boolean {
  if (typeof cel !== 'string' || NEVER_FAILS.test(cel)) return false
  return action === 'Deny' || !after.some((rule) => rule['action'] === 'Deny' && !failsOpen(rule, []))
}

// Server, tool and method are always there.
const NEVER_FAILS = /^(?:request\.mcp\.(?:backend|tool|method) (?:==|in) (?:"[^"]*"|\["[^\]]*\])(?: && |$))+$/

function listFindings(
  find: ReturnType<typeof finder>,
  list: string,
  names: readonly string[],
  selector: Readonly<Record<string, readonly string[]>>,
): LintFinding[] {
  if (!LISTS.includes(list)) {
    const meant = nearest(list, LISTS)
    return [find('unknown-key', `toolSelector.${list} is not read${meant ? `; ${meant} is` : ''}`, list)]
  }
  const findings: LintFinding[] = []
  if (names.length > MAX_ENTRIES)
    findings.push(find('too-many', `${list} has ${names.length} entries, and the cluster takes ${MAX_ENTRIES}`, list))
  if (list === 'include')
    for (const name of names)
      if (selector['exclude']?.includes(name))
        findings.push(find('both-lists', `${name} is included and excluded, and the exclusion holds`, name))
  if (list.endsWith('Regex'))
    for (const pattern of names)
      if (!(pattern.startsWith('^') && pattern.endsWith('$')))
        findings.push(find('unanchored', `${pattern} also matches names that only hold it`, pattern))
  return findings
}

/** Reads files that people already have. */
export const envoyLinter: Linter = {
  recognise(file, text) {
    return /\.ya?ml$/.test(file) && /^kind: *["']?MCPRoute\b/m.test(text) ? 'content' : undefined
  },
  find: findings,
  rules: [
    {
      id: 'unreadable',
      title: 'The resource cannot be read',
      about: 'It is no YAML, or a list is no list, so the cluster refuses it.',
      fix: 'Correct what is named.',
      bad: 'kind: MCPRoute\nspec:\n  backendRefs:\n    - name: github\n      toolSelector:\n        include: get_me\n',
      good: 'kind: MCPRoute\nspec:\n  backendRefs:\n    - name: github\n      toolSelector:\n        include: [get_me]\n',
    },
    {
      id: 'too-many',
      title: 'A list that is too long',
      about:
        'The cluster takes 32 entries in a list of names and in the list of rules, and refuses the whole resource above that.',
      fix: 'Write the names into a few anchored patterns.',
      bad: 'kind: MCPRoute\nspec:\n  backendRefs:\n    - name: github\n      toolSelector:\n        include: [t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31, t32, t33]\n',
      good: "kind: MCPRoute\nspec:\n  backendRefs:\n    - name: github\n      toolSelector:\n        includeRegex: ['^t\\d+$']\n",
    },
    {
      id: 'unanchored',
      title: 'A pattern that matches parts of names',
      about: 'A pattern matches wherever it stands in the name: get also matches forget_password.',
      fix: 'Begin it with ^ and end it with $.',
      bad: "kind: MCPRoute\nspec:\n  backendRefs:\n    - name: github\n      toolSelector:\n        includeRegex: ['get_.*']\n",
      good: "kind: MCPRoute\nspec:\n  backendRefs:\n    - name: github\n      toolSelector:\n        includeRegex: ['^get_.*$']\n",
    },
    {
      id: 'both-lists',
      title: 'A tool that is included and excluded',
      about: 'The exclusion wins, so the tool is not offered.',
      fix: 'Remove it from one of the lists.',
      bad: 'kind: MCPRoute\nspec:\n  backendRefs:\n    - name: github\n      toolSelector:\n        include: [get_me, pay]\n        exclude: [pay]\n',
      good: 'kind: MCPRoute\nspec:\n  backendRefs:\n    - name: github\n      toolSelector:\n        include: [get_me]\n',
    },
    {
      id: 'unknown-key',
      title: 'A selector that nothing reads',
      about: 'A selector has include, includeRegex, exclude and excludeRegex.',
      fix: 'Use the name that is meant.',
      bad: 'kind: MCPRoute\nspec:\n  backendRefs:\n    - name: github\n      toolSelector:\n        excludes: [pay]\n',
      good: 'kind: MCPRoute\nspec:\n  backendRefs:\n    - name: github\n      toolSelector:\n        exclude: [pay]\n',
    },
    {
      id: 'cel-allow',
      title: 'An expression in front of an open door',
      about:
        'An expression that cannot be evaluated, for example because an argument is missing, counts as no match. Under defaultAction Allow the call then passes.',
      fix: 'Let a rule with the condition allow, and a rule without one deny the same tool after it.',
      bad: 'kind: MCPRoute\nspec:\n  backendRefs:\n    - name: github\n  securityPolicy:\n    authorization:\n      defaultAction: Allow\n      rules:\n        - cel: \'request.mcp.tool == "pay" && request.mcp.params.arguments.amount > 100.0\'\n          action: Deny\n',
      good: 'kind: MCPRoute\nspec:\n  backendRefs:\n    - name: github\n  securityPolicy:\n    authorization:\n      defaultAction: Allow\n      rules:\n        - cel: \'request.mcp.tool == "pay" && request.mcp.params.arguments.amount <= 100.0\'\n        - cel: \'request.mcp.tool == "pay"\'\n          action: Deny\n',
    },
  ],
}
