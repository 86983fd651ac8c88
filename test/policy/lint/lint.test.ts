import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleText, type KnownServers } from '../../../src/policy/core/linter.ts'
import { nearest, nearestAll } from '../../../src/policy/core/nearest.ts'
import { PolicyText } from '../../../src/policy/core/policy-text.ts'
import { linted, lintRules, recogniseTarget } from '../../../src/policy/lint/recognise.ts'
import { targets } from '../../../src/policy/targets/index.ts'
import { rule } from '../rule.ts'

const rules = lintRules(targets)
const servers: KnownServers = new Map([
  ['github', ['create_issue', 'delete_file', 'get_me']],
  ['my-server', null],
  ['files', null],
  ['shop', null],
])
const linterOf = (id: string) => {
  const found = linted(targets).find((one) => one.id === id)
  assert.ok(found, id)
  return found.linter
}

for (const rule of rules)
  test(`${rule.id}: its bad file breaks this rule alone, and the corrected one none`, () => {
    const find = (text: string) => rule.target.linter.find(exampleText(rule, text), servers)
    assert.deepEqual([...new Set(find(rule.bad).map(({ rule }) => rule))], [rule.id])
    assert.deepEqual(find(rule.good), [])
  })

test('ids of rules are not used twice, and every kind of file that people write by hand has rules', () => {
  assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length)
  assert.ok(linted(targets).length >= 25)
})

test('every example is recognised as a file of its target', () => {
  for (const { id, target, bad, good, file = '' } of rules)
    for (const text of [bad, good]) {
      const name = file || target.fileName('shop')
      const told = recogniseTarget(new PolicyText(name, text), targets)
      // A file that cannot be read is told by its name, where that tells anything.
      assert.ok('target' in told ? told.target === target : text === bad, `${id}: ${name}: ${JSON.stringify(told)}`)
    }
})

test('what is rendered here has nothing to find, whatever the tools are', () => {
  const shop = [rule('list_orders', 'allow'), rule('edit', 'ask'), rule('drop', 'deny'), rule('secret', 'hide')]
  for (const target of linted(targets))
    for (const defaultEffect of ['allow', 'deny'] as const) {
      const { text, file } = target.render(shop, { defaultEffect, serverKey: 'shop' })
      // A snippet for Codex goes into the table of a server that the reader has.
      const found = target.linter
        .find(new PolicyText(file, text), servers)
        .filter((one) => one.rule !== 'codex/no-transport')
      assert.deepEqual(found, [], target.id)
    }
})

test('a place is a line and a column, and the nearest name is told', () => {
  const text = '{\n  "permissions": {\n    "deny": [\n      "mcp__github__create_isue"\n    ]\n  }\n}\n'
  const first = (id: string, file: string) => {
    const [finding] = linterOf(id).find(new PolicyText('', file), servers)
    return finding
  }
  const finding = first('claude-code', text)
  assert.deepEqual([finding?.line, finding?.column], [4, 7])
  const place = (id: string, file: string) => [first(id, file)?.line, first(id, file)?.column]
  assert.deepEqual(place('claude-code', '{\n  "permissions": {\n    ]\n}\n'), [3, 5])
  assert.deepEqual(place('codex', '[mcp_servers.a]\ncommand = "b"\nurl =\n'), [3, 6])
  assert.deepEqual(place('cursor', '{\n"mcpAllowlist": [],\n"mcpAllowlist": []}'), [3, 1])
  assert.equal(first('toolhive', 'version: "1.0"\ntype: [\n')?.line, 3)
  assert.deepEqual(
    place('codex', '[mcp_servers.github]\r\ncommand = "b"\r\ndisabled_tools = ["delete_fil"]\r\n'),
    [3, 19],
  )
  assert.deepEqual(place('claude-code', '\uFEFF{"permissions": {"allow": ["mcp__*"]}}'), [1, 28])
  assert.deepEqual(
    place('opencode', '{\n  // x\n  "permission": {\n    "bash": "deny",\n    "*": "ask",\n  },\n}\n'),
    [4, 5],
  )
  assert.deepEqual(place('opencode', '{"permission": {"bash": {"*": "ask",\n "rm:*": "deny"}}}'), [2, 2])
  assert.deepEqual(place('cursor-cli', '{"permissions": {"allow": [\n  "Shell(ls)",\n  "Mcp(*:*)"]}}'), [3, 3])
  assert.deepEqual(place('vscode', '{\n  "chat.tools.global.autoApprove": true, // all\n}'), [2, 36])
  assert.deepEqual(
    place('zed', '{"agent": {"tool_permissions": {\n"tools": {\n "mcp:github": {"default": "deny"}}}}}'),
    [3, 2],
  )
  assert.deepEqual(place('litellm', 'mcp_servers:\n  a:\n    url: b\n    allowed_tools: []\n'), [4, 5])
  assert.deepEqual(place('docker-agent', 'permissions:\n  allow:\n    - "*"\n'), [3, 7])
  assert.deepEqual(place('docker-agent', 'agents: [\n'), [2, 1])
  assert.match(finding?.what ?? '', /create_issue is near/)
  assert.equal(nearest('denied', ['deny', 'allow']), 'deny')
  assert.equal(nearest('xyz', ['allow']), undefined)
  assert.deepEqual(nearestAll('get_mee', ['get_me', 'get_mo', 'delete']), ['get_me'])
  assert.deepEqual(nearestAll('list', ['lisp', 'lost', 'x']), ['lisp', 'lost'])
})
