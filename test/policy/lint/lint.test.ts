import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { linters, targetOf } from '../../../src/policy/lint/index.ts'
import { nearest } from '../../../src/policy/lint/nearest.ts'
import { lintRulesSchema } from '../../../src/schema/lint-rule.ts'

const lintRules = lintRulesSchema.parse(
  parse(readFileSync(new URL('../../../content/lint.yaml', import.meta.url), 'utf8')),
)
const known = new Map([['github', ['create_issue', 'delete_file', 'get_me']]])

for (const { id, target, bad, good } of lintRules)
  test(`${id}: its bad file breaks this rule alone, and the corrected one none`, () => {
    assert.deepEqual([...new Set(linters[target](bad, known).map(({ rule }) => rule))], [id])
    assert.deepEqual(linters[target](good, known), [])
  })

test('a place is a line, and the nearest name is told', () => {
  const text = '{\n  "permissions": {\n    "deny": [\n      "mcp__github__create_isue"\n    ]\n  }\n}\n'
  const [finding] = linters['claude-code'](text, known)
  assert.equal(finding?.line, 4)
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
