import { Document } from 'yaml'
import type { Limit } from '../../../schema/rule.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import { MAX_NAME_LENGTH, PLAIN_CHARACTERS, UNPLAIN_NAMES } from '../../core/mcp-headers.ts'
import { quotedYaml } from '../../core/quoted-yaml.ts'
import type { RenderOptions } from '../../core/target.ts'
import { BOTTOMLESS, bucketOf } from './token-bucket.ts'

const header = (name: string, match: Record<string, unknown>) => ({ header: { name, ...match } })
const called = (tool: string) => header('mcp-name', { string_match: { exact: tool } })
const all = (...rules: unknown[]) => ({ and_rules: { rules } })
const any = (...rules: unknown[]) => ({ or_rules: { rules } })
const not = (rule: unknown) => ({ not_rule: rule })
const matches = (name: string, regex: string) => header(name, { string_match: { safe_regex: { regex } } })
// A value of its own each time, because YAML would write the second as a reference to the first.
const call = () => header('mcp-method', { string_match: { exact: 'tools/call' } })
const policy = (permission: unknown) => ({ permissions: [permission], principals: [{ any: true }] })

/**
 * Members of the connection manager: the RBAC filter, which denies what one of its policies matches, and, for limits, the filter
 * that counts with what the route tells it. Names in another form, several names, and requests without the headers are refused,
 * or they would pass around the rules.
 */
export function renderEnvoyHeaders(lowered: readonly LoweredRule[], { defaultEffect }: RenderOptions): string {
  // Other names are refused by a policy of their own.
  const rules = lowered.filter(({ rule: { tool } }) => !UNPLAIN_NAMES.is(tool))
  const limits = rules.flatMap(({ rule, effect }) =>
    effect === 'limit' ? rule.limits.map((limit) => ({ tool: rule.tool, limit })) : [],
  )
  if (limits.length === 0) return quotedYaml(new Document({ http_filters: [rbac(rules, defaultEffect)] }))
  const windows = [...new Set(limits.map(({ limit: { per } }) => per))]
  const route = {
    cluster: CLUSTER,
    rate_limits: windows.map((per) => ({
      actions: [
        { request_headers: { header_name: 'mcp-method', descriptor_key: METHOD_KEY } },
        { request_headers: { header_name: 'mcp-name', descriptor_key: toolKey(per) } },
      ],
    })),
  }
  return quotedYaml(
    new Document({
      http_filters: [rbac(rules, defaultEffect), counting(limits)],
      route_config: {
        virtual_hosts: [{ name: 'mcp', domains: ['*'], routes: [{ match: { prefix: '/' }, route }] }],
      },
    }),
  )
}

/** Under these keys the route tells the filter the method and the tool; each window has a key of its own. */
const METHOD_KEY = 'mcp_method'
export const TOOL_KEY = 'mcp_tool_per_'
const toolKey = (per: Limit['per']) => `${TOOL_KEY}${per}`

/** Stands for the reader's own cluster. */
export const CLUSTER = 'YOUR-CLUSTER'

/** Names that a header can carry as they are. */
export const PLAIN_NAME = `[${PLAIN_CHARACTERS}]{1,${MAX_NAME_LENGTH}}`

function rbac(rules: readonly LoweredRule[], defaultEffect: RenderOptions['defaultEffect']) {
  const listed = rules.flatMap(({ rule: { tool }, effect }) =>
    (effect === 'allow' || effect === 'limit') === (defaultEffect === 'deny') ? [called(tool)] : [],
  )
  const unlisted = listed.length > 0 ? all(call(), not(any(...listed))) : call()
  const calls = defaultEffect === 'deny' ? unlisted : listed.length > 0 ? all(call(), any(...listed)) : undefined
  return {
    name: 'envoy.filters.http.rbac',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC',
      rules: {
        action: 'DENY',
        policies: {
          'no plain method': policy(not(matches('mcp-method', '[A-Za-z0-9/_.-]+'))),
          'method in other letters': policy(
            all(header('mcp-method', { string_match: { exact: 'tools/call', ignore_case: true } }), not(call())),
          ),
          'no plain name': policy(all(call(), not(matches('mcp-name', PLAIN_NAME)))),
          ...(calls ? { tools: policy(calls) } : {}),
        },
      },
    },
  }
}

// Both fractions are 0 % unless they are given, and then nothing is limited.
const always = () => ({ default_value: { numerator: 100, denominator: 'HUNDRED' } })

const counting = (limits: readonly { tool: string; limit: Limit }[]) => ({
  name: 'envoy.filters.http.local_ratelimit',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
    stat_prefix: 'mcp',
    filter_enabled: always(),
    filter_enforced: always(),
    token_bucket: BOTTOMLESS,
    always_consume_default_token_bucket: false,
    descriptors: limits.map(({ tool, limit }) => ({
      entries: [
        { key: METHOD_KEY, value: 'tools/call' },
        { key: toolKey(limit.per), value: tool },
      ],
      token_bucket: bucketOf(limit),
    })),
  },
})
