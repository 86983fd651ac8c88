import { at, type DocumentNode, memberOf, nodesOf, textOf } from '../../core/document.ts'
import { asReports, defineLinter, type LintRule, type LintWords, type Report } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { recogniser } from './recognise.ts'

interface Filters {
  matchers: { header: string; node: DocumentNode }[]
}

function read({ yaml }: PolicyText): Filters | { problems: Report[] } {
  if (yaml.problems.length > 0) return { problems: asReports(yaml.problems) }
  const matchers = yaml.roots.flatMap((root) =>
    [...nodesOf(root)].flatMap((node) => {
      const header = at(node, 'header')
      return header?.members ? [{ header: textOf(at(header, 'name')) ?? '', node: header }] : []
    }),
  )
  return { matchers }
}

const filter = (match: string) =>
  `name: envoy.filters.http.rbac\ntyped_config:\n  "@type": type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC\n  rules:\n    action: DENY\n    policies:\n      tools:\n        permissions:\n          - header:\n              name: mcp-name\n              ${match}\n        principals:\n          - any: true\n`

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'Envoy cannot read the file',
  about: 'The file is not valid YAML.',
  fix: 'Correct the reported line.',
  bad: 'name: envoy.filters.http.rbac\ntyped_config: [\n',
  good: filter('string_match: { exact: pay }'),
}

const rules: LintRule<Filters>[] = [
  {
    id: 'any-case',
    title: 'Match ignores case',
    about: 'Tool names are case-sensitive. With ignore_case, a rule for one tool covers every spelling.',
    fix: 'Remove ignore_case.',
    bad: filter('string_match: { exact: pay, ignore_case: true }'),
    good: filter('string_match: { exact: pay }'),
    *find({ matchers }) {
      for (const { header, node } of matchers) {
        const member = memberOf(at(node, 'string_match'), 'ignore_case')
        if (header.toLowerCase() === 'mcp-name' && member?.node.value === true)
          yield { what: 'the rule covers names in upper and lower case', at: member.key }
      }
    },
  },
  {
    id: 'part-of-name',
    title: 'Match for parts of names',
    about: 'prefix, suffix and contains also match other tools: get matches get_secrets.',
    fix: 'Write exact.',
    bad: filter('string_match: { prefix: get }'),
    good: filter('string_match: { exact: get }'),
    *find({ matchers }) {
      for (const { header, node } of matchers)
        for (const { name, key, node: value } of at(node, 'string_match')?.members ?? []) {
          const isBase64 = textOf(value)?.startsWith('=?')
          if (header.toLowerCase() === 'mcp-name' && ['prefix', 'suffix', 'contains'].includes(name) && !isBase64)
            yield { what: `${name} ${value.value} also matches other tools`, at: key }
        }
    },
  },
]

/** RBAC filters of Envoy on the headers of MCP. Source: envoyproxy/envoy, api/envoy/config/rbac/v3, read 2026-11-20. */
export const envoyHeadersLinter = defineLinter<Filters>({
  target: 'envoy-headers',
  ...recogniser,
  read,
  unreadable,
  rules,
})
