import { RE2JS, RE2JSSyntaxException } from 're2js'
import { z } from 'zod'
import type { Bucket } from '../../core/counters.ts'
import { headerOf, headerRequests } from '../../core/mcp-headers.ts'
import { readYaml } from '../../core/read-text.ts'
import { type Simulate, simulation } from '../../core/simulation.ts'
import { CLUSTER, PLAIN_NAME, TOOL_KEY } from './render.ts'
import { BOTTOMLESS, secondsOf } from './token-bucket.ts'

const text = z.union([
  z.strictObject({ exact: z.string(), ignore_case: z.boolean().optional() }),
  z.strictObject({ prefix: z.string().min(1), ignore_case: z.boolean().optional() }),
  z.strictObject({ safe_regex: z.strictObject({ regex: z.string().min(1) }) }),
])
const header = z.strictObject({
  header: z.union([
    z.strictObject({ name: z.string().min(1), present_match: z.boolean(), invert_match: z.boolean().optional() }),
    z.strictObject({ name: z.string().min(1), string_match: text, invert_match: z.boolean().optional() }),
  ]),
})
type Permission = z.output<typeof header> | Nested
type Nested = { any: true } | { not_rule: Permission } | { and_rules: Rules } | { or_rules: Rules }
interface Rules {
  rules: Permission[]
}
const permission: z.ZodType<Permission> = z.lazy(() =>
  z.union([
    header,
    z.strictObject({ any: z.literal(true) }),
    z.strictObject({ not_rule: permission }),
    z.strictObject({ and_rules: z.strictObject({ rules: z.array(permission).min(1) }) }),
    z.strictObject({ or_rules: z.strictObject({ rules: z.array(permission).min(1) }) }),
  ]),
)
const rbac = z.strictObject({
  name: z.literal('envoy.filters.http.rbac'),
  typed_config: z.strictObject({
    '@type': z.literal('type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC'),
    rules: z.strictObject({
      action: z.enum(['ALLOW', 'DENY']),
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

const uint32 = z.int().min(1).max(BOTTOMLESS.max_tokens)
const bucket = z.strictObject({
  max_tokens: uint32,
  tokens_per_fill: uint32.default(1),
  fill_interval: z.string().regex(/^\d{1,9}s$/),
})
// Without these nothing is limited: the fractions are 0 % where they are not given.
const always = z.strictObject({
  default_value: z.strictObject({ numerator: z.literal(100), denominator: z.literal('HUNDRED') }),
})
const entry = z.strictObject({ key: z.string().min(1), value: z.string().min(1) })
const counting = z.strictObject({
  name: z.literal('envoy.filters.http.local_ratelimit'),
  typed_config: z.strictObject({
    '@type': z.literal('type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit'),
    stat_prefix: z.string().min(1),
    filter_enabled: always,
    filter_enforced: always,
    token_bucket: bucket,
    always_consume_default_token_bucket: z.boolean().default(true),
    descriptors: z.array(z.strictObject({ entries: z.array(entry).min(1), token_bucket: bucket })).min(1),
  }),
})
const route = z.strictObject({
  cluster: z.string().min(1),
  rate_limits: z
    .array(
      z.strictObject({
        actions: z
          .array(
            z.strictObject({
              request_headers: z.strictObject({ header_name: z.string().min(1), descriptor_key: z.string().min(1) }),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
})
const virtualHost = z.strictObject({
  name: z.string().min(1),
  domains: z.tuple([z.literal('*')]),
  routes: z.tuple([z.strictObject({ match: z.strictObject({ prefix: z.literal('/') }), route })]),
})
const schema = z.union([
  z.strictObject({ http_filters: z.tuple([rbac]) }),
  z.strictObject({
    http_filters: z.tuple([rbac, counting]),
    route_config: z.strictObject({ virtual_hosts: z.tuple([virtualHost]) }),
  }),
])
type Matches = (headers: Headers) => boolean
type Counted = z.output<typeof counting>['typed_config']
type Actions = z.output<typeof route>['rate_limits']

/**
 * A request is denied when a policy has a permission that matches it; a header that is missing matches nothing but the opposite
 * of a match. What passes is counted by each descriptor that has exactly the entries which the route makes of the headers.
 * Source: envoyproxy.io, api-v3 config.rbac.v3.RBAC, config.route.v3.HeaderMatcher and RateLimit, and
 * extensions.filters.http.local_ratelimit.v3.LocalRateLimit, read 2026-11-21; @grpc/grpc-js-xds 1.14.1, the same as protos.
 */
export const simulateEnvoyHeaders: Simulate = (snippet) => {
  const { value, problems } = readYaml(snippet, schema)
  if (!value) return { problems }
  const [{ typed_config: access }, counts] = value.http_filters
  const policies = Object.values(access.rules.policies).flatMap((policy) => policy.permissions)
  const permissions = policies.map((one) => matcher(one, problems))
  const isRefused = (headers: Headers) =>
    permissions.some((permission) => permission(headers)) === (access.rules.action === 'DENY')
  const route = 'route_config' in value ? value.route_config.virtual_hosts[0].routes[0].route : undefined
  const actions = route?.rate_limits ?? []
  const bucketsFor = counts ? counter(counts.typed_config, actions, problems) : () => []
  return simulation(problems, () => ({
    call(tool, _args, counters) {
      const headers = headersOf({ method: 'tools/call', name: headerOf(tool) })
      return !isRefused(headers) && counters.takeAll(bucketsFor(headers)) ? 'pass' : 'deny'
    },
    mentions() {
      const tests = policies.flatMap(headersIn)
      const entries = (counts?.typed_config.descriptors ?? []).flatMap((one) => one.entries)
      const ofNames = tests.flatMap((test) => (test.name === 'mcp-name' && 'string_match' in test ? [test] : []))
      return {
        named: [
          ...ofNames.flatMap(({ string_match }) => ('exact' in string_match ? [{ tool: string_match.exact }] : [])),
          ...entries.flatMap(({ key, value: tool }) => (key.startsWith(TOOL_KEY) ? [{ tool }] : [])),
        ],
        open: ofNames.flatMap(({ string_match: match, invert_match }) => {
          if (invert_match || ('ignore_case' in match && match.ignore_case)) return ['a name in other letters']
          if ('prefix' in match) return [`names that begin with ${match.prefix}`]
          return 'safe_regex' in match && match.safe_regex.regex !== PLAIN_NAME ? [match.safe_regex.regex] : []
        }),
        extra: [
          ...tests.flatMap(({ name }) => (name === 'mcp-method' || name === 'mcp-name' ? [] : [`the header ${name}`])),
          ...(route && route.cluster !== CLUSTER ? [`the cluster is ${route.cluster}`] : []),
        ],
      }
    },
    requests: () =>
      headerRequests(
        (request) => !isRefused(headersOf(request)),
        policies
          .flatMap(headersIn)
          .flatMap((test) => ('string_match' in test && 'exact' in test.string_match ? [test.string_match.exact] : []))
          .filter((name) => name !== 'tools/call'),
      ),
  }))
}

type Headers = ReadonlyMap<string, string>

function headersOf({ method, name }: { method?: string; name?: string }): Headers {
  const headers = new Map<string, string>()
  if (method !== undefined) headers.set('mcp-method', method)
  if (name !== undefined) headers.set('mcp-name', name)
  return headers
}

/** Every test of a header, however deep it is. */
function headersIn(rule: Permission): z.output<typeof header>['header'][] {
  if ('any' in rule) return []
  if ('not_rule' in rule) return headersIn(rule.not_rule)
  if ('and_rules' in rule) return rule.and_rules.rules.flatMap(headersIn)
  if ('or_rules' in rule) return rule.or_rules.rules.flatMap(headersIn)
  return [rule.header]
}

/** The descriptors that count a request, each with its bucket, which newer versions fill all the time. */
function counter(
  { token_bucket, always_consume_default_token_bucket, descriptors }: Counted,
  actions: Actions,
  problems: string[],
): (headers: Headers) => { key: string; bucket: Bucket }[] {
  if (always_consume_default_token_bucket || JSON.stringify(token_bucket) !== JSON.stringify(BOTTOMLESS))
    problems.push('the default bucket counts every request')
  const known = new Map<string, Bucket>()
  for (const { entries, token_bucket: own } of descriptors) {
    const key = keyOf(entries)
    const seconds = secondsOf(own.fill_interval)
    if (seconds % secondsOf(token_bucket.fill_interval) !== 0)
      problems.push('local rate descriptor limit is not a multiple of token bucket fill timer')
    if (known.has(key)) problems.push(`the descriptor ${key} appears twice`)
    known.set(key, { size: own.max_tokens, secondsEach: seconds / own.tokens_per_fill })
  }
  return (headers) =>
    actions.flatMap(({ actions: steps }) => {
      const entries = steps.flatMap(({ request_headers: { header_name, descriptor_key } }) => {
        const value = headers.get(header_name)
        return value === undefined ? [] : [{ key: descriptor_key, value }]
      })
      const key = keyOf(entries)
      const bucket = entries.length === steps.length ? known.get(key) : undefined
      return bucket ? [{ key, bucket }] : []
    })
}

const keyOf = (entries: readonly { key: string; value: string }[]) =>
  JSON.stringify(entries.map(({ key, value }) => [key, value]))

/** A permission with its patterns compiled once; what cannot be compiled is a problem. */
function matcher(rule: Permission, problems: string[]): Matches {
  if ('any' in rule) return () => true
  if ('not_rule' in rule) {
    const of = matcher(rule.not_rule, problems)
    return (headers) => !of(headers)
  }
  if ('and_rules' in rule) {
    const all = rule.and_rules.rules.map((one) => matcher(one, problems))
    return (headers) => all.every((one) => one(headers))
  }
  if ('or_rules' in rule) return anyOf(rule.or_rules.rules, problems)
  const { header } = rule
  const inverted = header.invert_match === true
  if ('present_match' in header) return (headers) => (headers.has(header.name) === header.present_match) !== inverted
  const holds = textMatcher(header.string_match, problems)
  return (headers) => {
    const value = headers.get(header.name)
    return value !== undefined && holds(value) !== inverted
  }
}

/** One of several permissions; names of one header, which can be hundreds, are looked up. */
function anyOf(rules: readonly Permission[], problems: string[]): Matches {
  const exact = new Map<string, Set<string>>()
  const others: Matches[] = []
  for (const rule of rules) {
    if ('header' in rule && 'string_match' in rule.header && 'exact' in rule.header.string_match) {
      const { name, string_match, invert_match } = rule.header
      if (!string_match.ignore_case && !invert_match) {
        exact.set(name, (exact.get(name) ?? new Set()).add(string_match.exact))
        continue
      }
    }
    others.push(matcher(rule, problems))
  }
  return (headers) =>
    [...exact].some(([name, values]) => values.has(headers.get(name) ?? '') && headers.has(name)) ||
    others.some((one) => one(headers))
}

function textMatcher(match: z.output<typeof text>, problems: string[]): (value: string) => boolean {
  if ('safe_regex' in match) {
    try {
      const pattern = RE2JS.compile(match.safe_regex.regex)
      // The whole value must match.
      return (value) => pattern.matches(value)
    } catch (error) {
      if (!(error instanceof RE2JSSyntaxException)) throw error
      problems.push(`${match.safe_regex.regex}: ${error.message}`)
      return () => false
    }
  }
  const folded = (value: string) => (match.ignore_case ? value.toLowerCase() : value)
  return 'exact' in match
    ? (value) => folded(value) === folded(match.exact)
    : (value) => folded(value).startsWith(folded(match.prefix))
}
