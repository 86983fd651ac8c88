import { at, type DocumentNode, memberOf, textOf, textsOf } from '../../core/document.ts'
import { asReports, defineLinter, type LintRule, type LintWords, type Report } from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { isRoute, recogniser } from './recognise.ts'
import { MAX_ENTRIES } from './resource.ts'

const LISTS = ['include', 'includeRegex', 'exclude', 'excludeRegex']

interface Routes {
  routes: DocumentNode[]
}

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
  title: 'The cluster rejects the resource',
  about: 'The file is not valid YAML, or a list has the wrong type.',
  fix: 'Correct the reported line.',
  bad: route('include: get_me'),
  good: route('include: [get_me]'),
}

const rules: LintRule<Routes>[] = [
  {
    id: 'too-many',
    title: 'List is too long',
    about: `A list of names or rules can have ${MAX_ENTRIES} entries. The cluster rejects a resource with more.`,
    fix: 'Combine the names into a few anchored patterns.',
    bad: route(`include: [${Array.from({ length: MAX_ENTRIES + 1 }, (_, index) => `t${index + 1}`).join(', ')}]`),
    good: route("includeRegex: ['^t\\d+$']"),
    *find(routes) {
      for (const selector of selectorsOf(routes))
        for (const { name, key, node } of selector.members ?? [])
          if (LISTS.includes(name) && (node.items?.length ?? 0) > MAX_ENTRIES)
            yield { what: `${name} has ${node.items?.length} entries, and the cluster accepts ${MAX_ENTRIES}`, at: key }
      for (const one of routes.routes) {
        const found = at(one, 'spec', 'securityPolicy', 'authorization', 'rules')
        if ((found?.items?.length ?? 0) > MAX_ENTRIES)
          yield { what: `${found?.items?.length} rules, and the cluster accepts ${MAX_ENTRIES}`, at: found }
      }
    },
  },
  {
    id: 'unanchored',
    title: 'Pattern matches parts of names',
    about: 'The pattern matches anywhere in the name: get also matches forget_password.',
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
    title: 'Tool is both included and excluded',
    about: 'The exclusion wins: the model does not see the tool.',
    fix: 'Remove it from one of the lists.',
    bad: route('include: [get_me, pay]\n        exclude: [pay]'),
    good: route('include: [get_me]'),
    *find(routes) {
      for (const selector of selectorsOf(routes)) {
        const excluded = new Set(textsOf(at(selector, 'exclude')).map(({ text }) => text))
        for (const { text, node } of textsOf(at(selector, 'include')))
          if (excluded.has(text)) yield { what: `${text} is included and excluded; the exclusion wins`, at: node }
      }
    },
  },
  {
    id: 'unknown-key',
    title: 'Unknown selector',
    about: 'A selector has include, includeRegex, exclude and excludeRegex.',
    fix: 'Use one of these names.',
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
    title: 'Expression errors fail open',
    about:
      'An expression that causes an error, for example because an argument is missing, does not match. With defaultAction Allow, the call is then allowed.',
    fix: 'Write an Allow rule with the condition, followed by a Deny rule for the same tool without it.',
    bad: route(
      '',
      '  securityPolicy:\n    authorization:\n      defaultAction: Allow\n      rules:\n        - cel: \'request.mcp.tool == "pay" && request.mcp.params.arguments.amount > 100.0\'\n          action: Deny\n',
    ),
    good: route(
      '',
      '  securityPolicy:\n    authorization:\n      defaultAction: Allow\n      rules:\n        - cel: \'request.mcp.tool == "pay" && request.mcp.params.arguments.amount <= 100.0\'\n        - cel: \'request.mcp.tool == "pay"\'\n          action: Deny\n',
    ),
    *find({ routes }) {
      for (const one of routes) {
        const authorization = at(one, 'spec', 'securityPolicy', 'authorization')
        // Without a word of its own the default action is Deny.
        if (textOf(at(authorization, 'defaultAction')) !== 'Allow') continue
        const items = at(authorization, 'rules')?.items ?? []
        const open = items.find((rule, index) => failsOpen(rule, items.slice(index + 1)))
        const cel = open && memberOf(open, 'cel')
        if (cel)
          yield {
            what: 'an expression that cannot be evaluated matches nothing, and other calls are allowed',
            at: cel.key,
          }
      }
    },
  },
]

/** Whether calls pass where the expression of a rule fails: it denies, or nothing after it denies the same without one. */
function failsOpen(rule: DocumentNode, after: readonly DocumentNode[]): boolean {
  const cel = textOf(at(rule, 'cel'))
  if (cel === undefined || NEVER_FAILS.test(cel)) return false
  const denies = (one: DocumentNode) => textOf(at(one, 'action')) === 'Deny'
  return denies(rule) || !after.some((one) => denies(one) && !failsOpen(one, []))
}

// Server, tool and method are always there.
const NEVER_FAILS = /^(?:request\.mcp\.(?:backend|tool|method) (?:==|in) (?:"[^"]*"|\["[^\]]*\])(?: && |$))+$/

/** An MCPRoute of Envoy AI Gateway. Source: envoyproxy/ai-gateway, the CRD of mcproutes and its notes, read 2026-11-20. */
export const envoyLinter = defineLinter<Routes>({
  target: 'envoy',
  ...recogniser,
  read,
  unreadable,
  rules,
})
