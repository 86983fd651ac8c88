import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { nearest } from '../../../src/policy/core/nearest.ts'
import { linters, targetOf } from '../../../src/policy/lint/recognise.ts'
import { formats } from '../../../src/policy/targets/index.ts'
import { type LintTarget, lintRulesSchema, lintTargets } from '../../../src/schema/lint-rule.ts'
import { rule } from '../rule.ts'

const lintRules = lintRulesSchema.parse(
  parse(readFileSync(new URL('../../../content/lint.yaml', import.meta.url), 'utf8')),
)
const known = new Map([['github', ['create_issue', 'delete_file', 'get_me']]])

for (const { id, target, bad, good } of lintRules)
  test(`${id}: its bad file breaks this rule alone, and the corrected one none`, () => {
    assert.deepEqual([...new Set(linters[target](bad, known).map(({ rule }) => rule))], [id])
    assert.deepEqual(linters[target](good, known), [])
  })

test('what is rendered here has nothing to find, whatever the tools are', () => {
  const rules = [rule('list_orders', 'allow'), rule('edit', 'ask'), rule('drop', 'deny'), rule('secret', 'hide')]
  for (const target of lintTargets) {
    const format = formats.find(({ id }) => id === target)
    assert.ok(format, target)
    for (const rest of ['allow', 'deny'] as const) {
      const { text } = format.render(rules, { rest, serverKey: 'shop' })
      // A snippet for Codex goes into the table of a server that the reader has.
      const found = linters[target](text, known).filter((one) => one.rule !== 'codex/no-transport')
      assert.deepEqual(found, [], target)
    }
  }
})

test('a place is a line, and the nearest name is told', () => {
  const text = '{\n  "permissions": {\n    "deny": [\n      "mcp__github__create_isue"\n    ]\n  }\n}\n'
  const [finding] = linters['claude-code'](text, known)
  assert.equal(finding?.line, 4)
  const line = (target: LintTarget, file: string) => linters[target](file, known)[0]?.line
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
    assert.equal(targetOf(file, text), target, file)
})

test('whatever stands in a file, no linter throws', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.constantFrom(...lintRules.map(({ bad }) => bad)),
  )
  fc.assert(
    fc.property(anyText, fc.nat(200), (text, cut) => {
      for (const lint of Object.values(linters)) {
        lint(text, known)
        lint(text.slice(0, cut), known)
      }
    }),
    { numRuns: 300 },
  )
})
