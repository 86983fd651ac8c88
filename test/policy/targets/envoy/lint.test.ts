import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PolicyText } from '../../../../src/policy/core/policy-text.ts'
import { envoy } from '../../../../src/policy/targets/envoy/target.ts'
import { shop } from '../../edits.ts'
import { rule } from '../../rule.ts'

const findings = (text: string) => envoy.linter?.find(new PolicyText('', text)).map((one) => one.rule) ?? []

test('nothing is found in what is written here, with a few conditions and with many', () => {
  const many = Array.from({ length: 90 }, (_, index) => ({
    ...rule(`tool_${index}`, 'allow'),
    conditions: [{ path: 'limit', op: 'lte' as const, value: index }],
  }))
  for (const rules of [shop, many])
    for (const defaultEffect of ['allow', 'deny'] as const)
      assert.deepEqual(findings(envoy.render(rules, { defaultEffect, serverKey: 'shop' }).text), [])
})

test('an expression that fails open is found, whichever way it is open', () => {
  const route = (rules: string, defaultAction = '      defaultAction: Allow\n') =>
    `kind: MCPRoute\nspec:\n  backendRefs:\n    - name: shop\n  securityPolicy:\n    authorization:\n${defaultAction}      rules:\n${rules}`
  const allow = '        - cel: \'request.mcp.params.arguments.to == "ann"\'\n'
  const deny = `${allow}          action: Deny\n`
  assert.deepEqual(findings(route(deny)), ['envoy/cel-allow'])
  assert.deepEqual(findings(route(allow)), ['envoy/cel-allow'])
  assert.deepEqual(findings(route(`${allow}        - action: Deny\n`)), [])
  assert.deepEqual(findings(route(deny, '      defaultAction: Deny\n')), [])
  assert.deepEqual(findings(route(deny, '')), [])
})
