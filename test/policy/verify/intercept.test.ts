import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { lintIntercept, verifyIntercept } from '../../../src/policy/verify/intercept.ts'

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
