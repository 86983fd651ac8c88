import { at, type DocumentNode, memberOf, textOf, textsOf } from '../../core/document.ts'
import { asReports, defineLinter, type LintRule, type LintWords, type Report } from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { MAX_ENTRIES } from './resource.ts'

const LISTS = ['include', 'includeRegex', 'exclude', 'excludeRegex']

interface Routes {
  routes: DocumentNode[]
}

const isRoute = (root: DocumentNode) =>
  textOf(at(root, 'kind')) === 'MCPRoute' &&
  /^aigateway\.envoyproxy\.io\//.test(textOf(at(root, 'apiVersion')) ?? 'aigateway.envoyproxy.io/')

const selectorsOf = ({ routes }: Routes) =>
  routes.flatMap((route) =>
    (at(route, 'spec', 'backendRefs')?.items ?? []).flatMap((backend) => {
      const node = at(backend, 'toolSelector')
      return node?.members ? [node] : []
    }),
  )

function read({ yaml }: PolicyText): Routes | { problems: Report[] } {
  if (yaml.problems.length > 0) return { problems: asReports(yaml.problems) }
  const routes = yaml.roots.filter(isRoute)
  const problems: Report[] = []
  for (const route of routes) {
    const backends = at(route, 'spec', 'backendRefs')
    if (!backends?.items) problems.push({ what: 'spec.backendRefs is not a list', at: backends ?? route })
    for (const backend of backends?.items ?? []) {
      if (textOf(at(backend, 'name')) === undefined) problems.push({ what: 'a backend has no name', at: backend })
      for (const { name, node } of at(backend, 'toolSelector')?.members ?? [])
        if (LISTS.includes(name) && (!node.items || node.items.some(({ value }) => typeof value !== 'string')))
          problems.push({ what: `toolSelector.${name} is not a list of texts`, at: node })
    }
  }
  return problems.length > 0 ? { problems } : { routes }
}

const route = (lines: string, rest = '') =>
  `kind: MCPRoute\nspec:\n  backendRefs:\n    - name: github\n${lines === '' ? '' : `      toolSelector:\n        ${lines}\n`}${rest}`

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'The cluster refuses the resource',
  about: 'The file is not YAML, or a list is not a list.',
  fix: 'Correct the place that is named.',
  bad: route('include: get_me'),
  good: route('include: [get_me]'),
}

const rules: LintRule<Routes>[] = [
  {
    id: 'too-many',
    title: 'A list that is too long',
    about: `The cluster takes ${MAX_ENTRIES} entries in a list of names and in the list of rules, and refuses the whole resource above that.`,
    fix: 'Write the names into a few anchored patterns.',
    bad: route(`include: [${Array.from({ length: MAX_ENTRIES + 1 }, (_, index) => `t${index + 1}`).join(', ')}]`),
    good: route("includeRegex: ['^t\\d+$']"),
    *find(routes) {
      for (const selector of selectorsOf(routes))
        for (const { name, key, node } of selector.members ?? [])
          if (LISTS.includes(name) && (node.items?.length ?? 0) > MAX_ENTRIES)
            yield { what: `${name} has ${node.items?.length} entries, and the cluster takes ${MAX_ENTRIES}`, at: key }
      for (const one of routes.routes) {
        const found = at(one, 'spec', 'securityPolicy', 'authorization', 'rules')
        if ((found?.items?.length ?? 0) > MAX_ENTRIES)
          yield { what: `${found?.items?.length} rules, and the cluster takes ${MAX_ENTRIES}`, at: found }
      }
    },
  },
  {
    id: 'unanchored',
    title: 'A pattern that matches parts of names',
    about: 'A pattern matches anywhere in the name: get also matches forget_password.',
    fix: 'Begin it with ^ and end it with $.',
    bad: route("includeRegex: ['get_.*']"),
    good: route("includeRegex: ['^get_.*$']"),
    *find(routes) {
      for (const selector of selectorsOf(routes))
        for (const list of ['includeRegex', 'excludeRegex'])
          for (const { text, node } of textsOf(at(selector, list)))
            if (!(text.startsWith('^') && text.endsWith('$')))
              yield { what: `${text} also matches longer names`, at: node }
    },
  },
  {
    id: 'both-lists',
    title: 'A tool that is included and excluded',
    about: 'The exclusion wins, so the tool is not offered.',
    fix: 'Remove it from one of the lists.',
    bad: route('include: [get_me, pay]\n        exclude: [pay]'),
    good: route('include: [get_me]'),
    *find(routes) {
      for (const selector of selectorsOf(routes)) {
        const excluded = new Set(textsOf(at(selector, 'exclude')).map(({ text }) => text))
        for (const { text, node } of textsOf(at(selector, 'include')))
          if (excluded.has(text)) yield { what: `${text} is included and excluded, and the exclusion holds`, at: node }
      }
    },
  },
  {
    id: 'unknown-key',
    title: 'A selector that nothing reads',
    about: 'A selector has include, includeRegex, exclude and excludeRegex.',
    fix: 'Use the name that you mean.',
    bad: route('excludes: [pay]'),
    good: route('exclude: [pay]'),
    *find(routes) {
      for (const selector of selectorsOf(routes))
        for (const { name, key } of selector.members ?? [])
          if (!LISTS.includes(name)) {
            const meant = nearest(name, LISTS)
            yield { what: `toolSelector.${name} is not read${meant ? `; ${meant} is` : ''}`, at: key }
          }
    },
  },
  {
    id: 'cel-allow',
    title: 'An expression where everything else is allowed',
    about:
      'An expression that cannot be evaluated matches nothing, and without defaultAction Deny the call then passes.',
    fix: 'Set defaultAction to Deny, and let rules allow.',
    bad: route(
      '',
      '  securityPolicy:\n    authorization:\n      rules:\n        - cel: \'request.mcp.tool == "pay"\'\n          action: Deny\n',
    ),
    good: route(
      '',
      '  securityPolicy:\n    authorization:\n      defaultAction: Deny\n      rules:\n        - cel: \'request.mcp.tool == "get_me"\'\n',
    ),
    *find({ routes }) {
      for (const one of routes) {
        const authorization = at(one, 'spec', 'securityPolicy', 'authorization')
        if (textOf(at(authorization, 'defaultAction')) === 'Deny') continue
        const cel = at(authorization, 'rules')?.items?.flatMap((rule) => memberOf(rule, 'cel') ?? [])[0]
        if (cel)
          yield { what: 'an expression that cannot be evaluated matches nothing, and other calls pass', at: cel.key }
      }
    },
  },
]

/** An MCPRoute of Envoy AI Gateway. Source: envoyproxy/ai-gateway, the CRD of mcproutes and its notes, read 2026-11-20. */
<<<<<<< HEAD
export const envoyLinter = defineLinter<Routes>({
  target: 'envoy',
  names: /mcproute[^/]*\.ya?ml$/,
  recognise: ({ yaml, text }) => (text.includes('MCPRoute') && yaml.roots.some(isRoute) ? 'certain' : undefined),
  read,
  unreadable,
  rules,
})
=======
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
>>>>>>> bec357c (Find expressions that fail open by what the default action is and what comes after them)
