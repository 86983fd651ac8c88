import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse as parseToml } from 'smol-toml'
import { type DocumentNode, MAX_DEPTH } from '../../../src/policy/core/document.ts'
import { readJsonDocument } from '../../../src/policy/core/json-document.ts'
import { readShell } from '../../../src/policy/core/shell-words.ts'
import { applyEdits, removeEntry } from '../../../src/policy/core/text-edit.ts'
import { TextPositions } from '../../../src/policy/core/text-position.ts'
import { readTomlDocument } from '../../../src/policy/core/toml-document.ts'
import { readYamlDocument } from '../../../src/policy/core/yaml-document.ts'

/** What a tree says, without its places. */
function plain(node: DocumentNode | undefined): unknown {
  if (node?.members) return new Map(node.members.map(({ name, node: own }) => [name, plain(own)]))
  return node?.items ? node.items.map(plain) : node?.value
}
const asMaps = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(asMaps)
    : typeof value === 'object' && value !== null
      ? new Map(Object.entries(value).map(([name, own]) => [name, asMaps(own)]))
      : value
const sorted = (value: unknown): unknown =>
  value instanceof Map
    ? new Map([...value].map(([name, own]) => [name, sorted(own)] as const).sort(([a], [b]) => (a < b ? -1 : 1)))
    : Array.isArray(value)
      ? value.map(sorted)
      : value

test('JSON is read as JSON.parse reads it, as YAML too, and each place holds what is said of it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const { root, problems } = readJsonDocument(text)
      assert.deepEqual(problems, [])
      assert.deepEqual(sorted(plain(root)), sorted(asMaps(JSON.parse(text))))
      for (const open = [root]; open.length > 0; ) {
        const node = open.pop() as DocumentNode
        if (node.kind === 'text') assert.equal(JSON.parse(text.slice(node.start, node.end)), node.value)
        open.push(...(node.items ?? []), ...(node.members ?? []).map((member) => member.node))
      }
    }),
  )
})

test('TOML is read as its parser reads it', () => {
  const key = fc.oneof(
    fc.stringMatching(/^[a-z][a-z0-9_-]{0,6}$/),
    fc.constantFrom('"a.b"', "'x y'", '"\\u00e9"', '"__proto__"'),
  )
  const text = fc.oneof(
    fc.string().map((one) => JSON.stringify(one)),
    fc.constantFrom("'lit\\x'", '"""a\n"b" \\\n   c"""', "'''\nx'y'''", '"""x\\""""', '"\\U0001F600"', '""""q"""""'),
  )
  const scalar = fc.oneof(text, fc.integer().map(String), fc.constantFrom('true', 'false'))
  const list = fc.array(scalar).map((items) => `[ ${items.join(' , # c]\n')}${items.length > 0 ? ',' : ''} ]`)
  const pairs = fc.uniqueArray(fc.tuple(key, fc.oneof(scalar, list)), {
    selector: ([name]) => name.replace(/['"]/g, ''),
  })
  const table = pairs.map((all) => all.map(([name, value]) => `${name} = ${value} # t\n`).join(''))
  const inline = pairs.map(
    (all) => `i = { ${all.map(([name, value]) => `${name} = ${value.replace(/ # c\]\n/g, '')}`).join(', ')} }\n`,
  )
  const file = fc
    .tuple(table, fc.array(table), inline, table)
    .map(
      ([first, rules, own, last]) =>
        `${first}${rules.map((rule) => `[[zz.rule]]\n${rule}`).join('')}[yy]\n${own}[ yy . "q r" ]\n${last}`,
    )
  let read = 0
  fc.assert(
    fc.property(file, (text) => {
      let value: unknown
      try {
        value = parseToml(text)
      } catch {
        return
      }
      read++
      assert.deepEqual(sorted(plain(readTomlDocument(text).root)), sorted(asMaps(value)), text)
    }),
    { numRuns: 500 },
  )
  assert.ok(read > 200, `${read} were TOML`)
})

test('what no parser takes is a problem with a place', () => {
  assert.deepEqual(readJsonDocument('{"a": [1,]} // c').comments.length, 1)
  assert.deepEqual(readJsonDocument('{"a": [1,], }').trailingCommas.length, 2)
  assert.equal(readJsonDocument('{"a" 1}').problems[0]?.start, 5)
  assert.equal(readYamlDocument('a: b\n---\nc: &x [1]\nd: *x\n').roots.length, 2)
  for (const text of ['a: "\\U00110000"', 'a: [', 'a: *b\n  c: d', '%TAG\n---\n]'])
    assert.ok(readYamlDocument(text).problems.length > 0, JSON.stringify(text))
  for (const text of ['a = "\\U00110000"', 'a = [', 'a = 1\na = 2', '[a]\n[a]', '\0'])
    assert.ok(readTomlDocument(text).problems.length > 0, JSON.stringify(text))
  const deep = MAX_DEPTH + 1
  for (const read of [readJsonDocument, readYamlDocument, readTomlDocument])
    assert.match(read(`${'['.repeat(deep)}${']'.repeat(deep)}`).problems[0]?.what ?? '', /nested deeper/)
  assert.match(readYamlDocument(`${'- '.repeat(deep)}a`).problems[0]?.what ?? '', /nested deeper/)
  assert.match(readTomlDocument(`a${'.a'.repeat(deep)} = 1`).problems[0]?.what ?? '', /nested deeper/)
})

test('commands are split as a shell splits them', () => {
  const { commands } = readShell('A=1 copilot \\\n --deny-tool "a(b \\"c\\")" # x\nx | y && z \'q"\' a"b"c;w\n')
  assert.deepEqual(
    commands.map((words) => words.map(({ text }) => text)),
    [['A=1', 'copilot', '--deny-tool', 'a(b "c")'], ['x'], ['y'], ['z', 'q"', 'abc'], ['w']],
  )
  assert.equal(readShell("a 'b").openQuote, 2)
})

test('entries are taken out of lists, and comments and the other entries stay', () => {
  const cases: [text: string, index: number, left: string][] = [
    ['["a", "b", "c"]', 0, '["b", "c"]'],
    ['["a", "b", "c"]', 2, '["a", "b"]'],
    ['["a"]', 0, '[]'],
    ['[\n  "a", // one\n  "b" // two\n]', 1, '[\n  "a" // one\n  // two\n]'],
    ['[\n  "a",\n  "b",\n  "c"\n]', 1, '[\n  "a",\n  "c"\n]'],
    ['[\r\n  "a",\r\n  "b"\r\n]', 1, '[\r\n  "a"\r\n]'],
    ['["a" /* , */, "b"]', 0, '[/* , */ "b"]'],
  ]
  for (const [text, index, left] of cases) {
    const { root } = readJsonDocument(text)
    const edited = applyEdits(text, [removeEntry(text, root as DocumentNode, index)]).text
    assert.deepEqual(readJsonDocument(edited).problems, [], edited)
    assert.equal(edited.replace(/\s+/g, ' '), left.replace(/\s+/g, ' '))
  }
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), fc.nat(), fc.constantFrom(0, 2), (items, at, indent) => {
      const text = JSON.stringify(items, null, indent)
      const index = at % items.length
      const edited = applyEdits(text, [removeEntry(text, readJsonDocument(text).root as DocumentNode, index)]).text
      assert.deepEqual(JSON.parse(edited), items.toSpliced(index, 1))
    }),
  )
  const yaml = 'a:\n  - x # first\n  - y\n  - z\n'
  const list = readYamlDocument(yaml).roots[0]?.members?.[0]?.node as DocumentNode
  assert.equal(applyEdits(yaml, [removeEntry(yaml, list, 1)]).text, 'a:\n  - x # first\n  - z\n')
})

test('corrections that touch each other are not made together', () => {
  const edit = (start: number, end: number, text: string) => [{ start, end, text }]
  assert.deepEqual(applyEdits('abcdef', [edit(1, 3, 'X'), edit(2, 4, 'Y'), edit(5, 6, '')]), { text: 'aXde', count: 2 })
})

test('a place is a line and a column from 1', () => {
  const positions = new TextPositions('a\nbc\r\n\nd')
  assert.deepEqual(
    [0, 1, 2, 6, 7].map((offset) => positions.at(offset)),
    [
      { line: 1, column: 1 },
      { line: 1, column: 2 },
      { line: 2, column: 1 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
    ],
  )
})
