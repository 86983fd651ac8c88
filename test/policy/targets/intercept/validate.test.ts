import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { verifyIntercept } from '../../../../src/policy/targets/intercept/validate.ts'
import { lintIntercept } from '../../../../src/policy/targets/intercept/without-effect.ts'

const shared = process.env['POLICYBOOK_SHARED_DATA']
const examples = shared ? join(shared, 'intercept-examples') : ''

test('the verdicts and messages are those of the target, file by file', {
  skip: existsSync(examples) ? false : 'POLICYBOOK_SHARED_DATA names no folder with intercept-examples',
}, () => {
  const expected = new Map<string, string[]>()
  for (const line of readFileSync(join(examples, 'expected.tsv'), 'utf8').trim().split('\n').slice(1)) {
    const [file = '', , error = ''] = line.split('\t')
    const list = expected.get(file) ?? []
    if (error !== '') list.push(error.replaceAll('\\n', '\n'))
    expected.set(file, list)
  }
  const files = readdirSync(examples).filter((file) => file.endsWith('.yaml'))
  assert.equal(files.length, 17)
  for (const file of files)
    assert.deepEqual(verifyIntercept(readFileSync(join(examples, file), 'utf8')), expected.get(file), file)
})

const own = new URL('examples/', import.meta.url)

for (const file of readdirSync(own).filter((name) => name.endsWith('.yaml')))
  test(`the messages for ${file} are those beside it`, () => {
    const messages = verifyIntercept(readFileSync(new URL(file, own), 'utf8'))
    const expected = readFileSync(new URL(file.replace('.yaml', '.expected.txt'), own), 'utf8')
    assert.equal(messages.map((message) => `${message}\n`).join(''), expected)
    assert.equal(messages.length === 0, file.startsWith('valid'))
  })

const rule = (text: string) => `version: "1"\ntools:\n  pay:\n    rules:\n      - ${text}\n`

for (const [what, text, messages] of [
  ['an unquoted version', 'version: 1\n', []],
  ['no version', 'tools: {}\n', ['version must be "1", got ""']],
  ['a rule without anything', rule('name: n'), ['tools.pay.rules[0]: evaluate rules must have at least one condition']],
  [
    'a limit of zero',
    rule('{name: n, rate_limit: 0/hour}'),
    ['tools.pay.rules[0]: rate_limit count must be a positive integer, got "0"'],
  ],
  [
    'a limit without a window',
    rule('{name: n, rate_limit: 30}'),
    ['tools.pay.rules[0]: rate_limit must be in the format "N/window" (e.g. "5/hour"), got "30"'],
  ],
  [
    'a limit on a denial',
    rule('{name: n, action: deny, rate_limit: 3/day}'),
    ['tools.pay.rules[0]: rate_limit cannot be used with action "deny"'],
  ],
  ['an overwritten action', rule('{name: n, action: allow, rate_limit: 3/day}'), []],
  [
    'a number as text',
    rule('{name: n, conditions: [{path: args.a, op: lt, value: "5"}]}'),
    ['tools.pay.rules[0].conditions[0]: operator "lt" requires a numeric value'],
  ],
  [
    'a repeated key',
    'version: "1"\ntools:\n  a: {rules: []}\n  a: {rules: []}\n',
    ['parsing config file: yaml: unmarshal errors:\n  line 4: mapping key "a" already defined at line 3'],
  ],
  ['an empty entry of hide', 'version: "1"\nhide: [""]\n', ['hide[0]: entry must not be empty']],
] as const)
  test(`${what}: ${messages.length === 0 ? 'valid' : 'refused'}`, () =>
    assert.deepEqual(verifyIntercept(text), messages))

test('what the target ignores is reported', () => {
  assert.deepEqual(
    lintIntercept(
      'version: "1"\nhide: [b]\ntools:\n  a:\n    rulez: []\n  b:\n    rules:\n      - {name: n, action: deny}\n',
      new Set(['b']),
    ),
    [
      'tools.a.rulez: the key is unknown and is ignored',
      'tools.a: the server has no such tool',
      'tools.b: the tool is hidden, so its rules never run',
    ],
  )
})

test('a counter that nothing limits, a short path, a missing value and a negative step are reported', () => {
  const text = rule('{name: n, conditions: [{path: state.x, op: eq}], state: {counter: c, window: day, increment: -2}}')
  assert.deepEqual(verifyIntercept(text), [])
  assert.deepEqual(lintIntercept(text), [
    'tools.pay.rules[0].conditions[0]: there is no value to compare with',
    'tools.pay.rules[0].conditions[0]: a path of two parts names no counter',
    'tools.pay.rules[0].state: a negative increment counts down',
    'tools.pay.rules[0].state: no condition limits the counter, so it never counts',
  ])
})

test('names are checked only against a list, and the hidden ones with them', () => {
  const text = 'version: "1"\nhide: [b]\ntools:\n  a: {rules: []}\n'
  assert.deepEqual(lintIntercept(text), [])
  assert.deepEqual(lintIntercept(text, ['c']), [
    'tools.a: the server has no such tool',
    'hide: the server has no tool "b"',
  ])
})
