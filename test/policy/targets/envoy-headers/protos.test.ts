// Every text by the protos of Envoy itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { envoyHeaders } from '../../../../src/policy/targets/envoy-headers/target.ts'
import { allTexts } from '../../../engine/all-texts.ts'
import { CONNECTION_MANAGER, protoProblems } from '../../../engine/envoy-protos.ts'
import { rule } from '../../rule.ts'

/** The text in a connection manager, which also needs a name for its statistics and a router. */
function problemsOf(text: string): string[] {
  const { http_filters, ...rest } = parse(text)
  const router = {
    name: 'envoy.filters.http.router',
    typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' },
  }
  return protoProblems(CONNECTION_MANAGER, {
    stat_prefix: 'http',
    route_config: {},
    ...rest,
    http_filters: [...http_filters, router],
  })
}

test('Envoy takes every text by its protos and the rules of their fields', () => {
  let count = 0
  let counting = 0
  for (const { where, snippet } of allTexts(envoyHeaders)) {
    count++
    if (snippet.limits.size > 0) counting++
    assert.deepEqual(problemsOf(snippet.text), [], where)
  }
  assert.ok(count > 3_000 && counting > 300, `${count} texts, ${counting} with limits`)
})

test('what Envoy refuses is found by its protos', () => {
  const rules = [rule('count', 'allow', [{ max: 10, per: 'hour' }]), rule('pay', 'deny')]
  const { text } = envoyHeaders.render(rules, { defaultEffect: 'deny', serverKey: 'shop' })
  assert.deepEqual(problemsOf(text), [])
  for (const [from, to, words] of [
    ['fill_interval: "3600s"', 'fill_interval: "3600"', /no duration/],
    ['fill_interval: "3600s"', 'fill_interval: "0s"', /breaks gt/],
    ['max_tokens: 5', 'max_tokens: 0', /breaks gt/],
    ['max_tokens: 5', 'max_tokens: 4294967296', /no uint32/],
    ['max_tokens:', 'maxtokens:', /no field maxtokens/],
    ['stat_prefix: "mcp"', 'stat_prefix: ""', /breaks min_len/],
    ['denominator: "HUNDRED"', 'denominator: "PERCENT"', /PERCENT is no DenominatorType/],
    ['descriptor_key: "mcp_method"', 'descriptor_key: ""', /breaks min_len/],
    ['action: "DENY"', 'action: "REFUSE"', /REFUSE is no Action/],
    ['exact: "tools/call"', 'exact: 1', /should be a text/],
    ['- any: true', '- every: true', /no field every/],
    ['rbac.v3.RBAC', 'rbac.v3.RBACs', /no such type/],
    ['cluster: "YOUR-CLUSTER"', 'priority: "HIGH"', /one of cluster_specifier is required/],
    ['cluster: "YOUR-CLUSTER"', 'cluster: "a"\n            cluster_header: "b"', /only one of cluster, cluster_header/],
  ] as const) {
    assert.ok(text.includes(from), from)
    assert.match(problemsOf(text.replace(from, to)).join('\n'), words, `${from} -> ${to}`)
  }
})
