import { z } from 'zod'
import { headerOf, headerRequests } from '../../core/mcp-headers.ts'
import { readYaml } from '../../core/read-text.ts'
import type { Simulate } from '../../core/simulation.ts'

const text = z.union([z.strictObject({ exact: z.string() }), z.strictObject({ prefix: z.string().min(1) })])
const header = z.strictObject({
  header: z.union([
    z.strictObject({ name: z.string().min(1), present_match: z.boolean() }),
    z.strictObject({ name: z.string().min(1), string_match: text }),
  ]),
})
type Permission = z.output<typeof header> | Nested
type Nested = { not_rule: Permission } | { and_rules: Rules } | { or_rules: Rules }
interface Rules {
  rules: Permission[]
}
const permission: z.ZodType<Permission> = z.lazy(() =>
  z.union([
    header,
    z.strictObject({ not_rule: permission }),
    z.strictObject({ and_rules: z.strictObject({ rules: z.array(permission).min(1) }) }),
    z.strictObject({ or_rules: z.strictObject({ rules: z.array(permission).min(1) }) }),
  ]),
)
const schema = z.strictObject({
  name: z.literal('envoy.filters.http.rbac'),
  typed_config: z.strictObject({
    '@type': z.literal('type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC'),
    rules: z.strictObject({
      action: z.literal('DENY'),
      policies: z.record(
        z.string(),
        z.strictObject({
          permissions: z.array(permission).min(1),
          principals: z.array(z.strictObject({ any: z.literal(true) })).min(1),
        }),
      ),
    }),
  }),
})

/**
 * A request is denied when a policy has a permission that matches it. A header that is missing matches nothing but the
 * opposite of a match.
 * Source: envoyproxy.io, api-v3 config.rbac.v3.RBAC and config.route.v3.HeaderMatcher, read 2026-11-21.
 */
export const simulateEnvoyHeaders: Simulate = (snippet) => {
  const { value, problems } = readYaml(snippet, schema)
  if (!value) return { problems }
  const permissions = Object.values(value.typed_config.rules.policies).flatMap((policy) => policy.permissions)
  const passes = ({ method, name }: { method?: string; name?: string }) => {
    const headers = new Map<string, string>()
    if (method !== undefined) headers.set('mcp-method', method)
    if (name !== undefined) headers.set('mcp-name', name)
    return !permissions.some((permission) => matches(permission, headers))
  }
  const tests = permissions.flatMap(headersIn)
  const named = tests.flatMap((test) =>
    test.name === 'mcp-name' && 'string_match' in test && 'exact' in test.string_match
      ? [test.string_match.exact].filter((name) => name !== '')
      : [],
  )
  return {
    call: (tool) => (passes({ method: 'tools/call', name: headerOf(tool) }) ? 'pass' : 'deny'),
    mentions: () => ({
      named: named.map((tool) => ({ tool })),
      open: tests.flatMap((test) =>
        'string_match' in test && 'prefix' in test.string_match && test.string_match.prefix !== '=?'
          ? [`${test.name} begins with ${test.string_match.prefix}`]
          : [],
      ),
      extra: tests.flatMap(({ name }) => (name === 'mcp-method' || name === 'mcp-name' ? [] : [`the header ${name}`])),
    }),
    requests: () => headerRequests(passes, named),
  }
}

/** Every test of a header, however deep it is. */
function headersIn(rule: Permission): z.output<typeof header>['header'][] {
  if ('not_rule' in rule) return headersIn(rule.not_rule)
  if ('and_rules' in rule) return rule.and_rules.rules.flatMap(headersIn)
  if ('or_rules' in rule) return rule.or_rules.rules.flatMap(headersIn)
  return [rule.header]
}

function matches(rule: Permission, headers: ReadonlyMap<string, string>): boolean {
  if ('not_rule' in rule) return !matches(rule.not_rule, headers)
  if ('and_rules' in rule) return rule.and_rules.rules.every((one) => matches(one, headers))
  if ('or_rules' in rule) return rule.or_rules.rules.some((one) => matches(one, headers))
  const { header } = rule
  const value = headers.get(header.name)
  if ('present_match' in header) return (value !== undefined) === header.present_match
  if (value === undefined) return false
  const { string_match } = header
  return 'exact' in string_match ? value === string_match.exact : value.startsWith(string_match.prefix)
}
