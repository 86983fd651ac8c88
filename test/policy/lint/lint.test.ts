import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nearest } from '../../../src/policy/core/nearest.ts'
import { linted, lintRules, targetOf } from '../../../src/policy/lint/recognise.ts'
import { targets } from '../../../src/policy/targets/index.ts'
import { rule } from '../rule.ts'

const rules = lintRules(targets)
const known = new Map([['github', ['create_issue', 'delete_file', 'get_me']]])

for (const { id, target, bad, good } of rules)
  test(`${id}: its bad file breaks this rule alone, and the corrected one none`, () => {
    assert.deepEqual([...new Set(target.linter.find(bad, known).map(({ rule }) => rule))], [id])
    assert.deepEqual(target.linter.find(good, known), [])
  })

test('what is rendered here has nothing to find, whatever the tools are', () => {
  const shop = [rule('list_orders', 'allow'), rule('edit', 'ask'), rule('drop', 'deny'), rule('secret', 'hide')]
  for (const target of linted(targets))
    for (const defaultEffect of ['allow', 'deny'] as const) {
      const { text } = target.render(shop, { defaultEffect, serverKey: 'shop' })
      // A snippet for Codex goes into the table of a server that the reader has.
      const found = target.linter.find(text, known).filter((one) => one.rule !== 'codex/no-transport')
      assert.deepEqual(found, [], target.id)
    }
})

test('a place is a line, and the nearest name is told', () => {
  const text = '{\n  "permissions": {\n    "deny": [\n      "mcp__github__create_isue"\n    ]\n  }\n}\n'
  const find = (id: string, file: string) =>
    linted(targets)
      .find((one) => one.id === id)
      ?.linter.find(file, known) ?? []
  const [finding] = find('claude-code', text)
  assert.equal(finding?.line, 4)
  const line = (id: string, file: string) => find(id, file)[0]?.line
  assert.equal(line('claude-code', '{\n  "permissions": {\n    ]\n}\n'), 3)
  assert.equal(line('codex', '[mcp_servers.a]\ncommand = "b"\nurl =\n'), 3)
  assert.equal(line('cursor', '{\n"mcpAllowlist": [],\n"mcpAllowlist": []}'), 3)
  assert.equal(line('toolhive', 'version: "1.0"\ntype: [\n'), 3)
  assert.match(finding?.what ?? '', /create_issue is near/)
  assert.equal(nearest('denied', ['deny', 'allow']), 'deny')
  assert.equal(nearest('xyz', ['allow']), undefined)
})

test('what a file is, is told by its name and its text', () => {
  for (const [file, text, target] of [
    ['.claude/settings.json', '{}', 'claude-code'],
    ['a/managed-settings.json', '{}', 'claude-code'],
    ['.cursor/permissions.json', '{}', 'cursor'],
    ['config.toml', '', 'codex'],
    ['shop.toml', '[[rule]]\n', 'gemini-policy'],
    ['shop.yaml', 'tools:\n', 'intercept'],
    ['shop.json', '{"tools": {}}', 'gateway'],
    ['copilot-shop.sh', 'copilot --allow-all-tools\n', 'copilot-cli'],
    ['shop.cedar', '', 'agentcore'],
    ['shop.authz.yaml', 'version: "1.0"\ntype: cedarv1\n', 'toolhive'],
    ['gateway.yaml', 'binds:\n  - mcpAuthorization:\n', 'agentgateway'],
    ['route.yaml', 'kind: MCPRoute\n', 'envoy'],
    ['notes.md', '', undefined],
  ] as const)
    assert.equal(targetOf(file, text, targets)?.id, target, file)
})

test('whatever stands in a file, no linter throws', () => {
  const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constantFrom(...rules.map(({ bad }) => bad)))
  fc.assert(
    fc.property(anyText, fc.nat(200), (text, cut) => {
      for (const { linter } of linted(targets)) {
        linter.find(text, known)
        linter.find(text.slice(0, cut), known)
      }
    }),
    { numRuns: 300 },
  )
})
