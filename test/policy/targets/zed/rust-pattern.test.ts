import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { test } from 'node:test'
import { folders } from '../../../../src/catalogue/folder.ts'
import { rustPatternProblem } from '../../../../src/policy/targets/zed/rust-pattern.ts'

const refused = [
  '^git (?!push)',
  '(?=a)',
  '(?<=a)b',
  '(?<!a)b',
  '(?>a)',
  '(a)\\1',
  '(a',
  'a)',
  '[a',
  '[]',
  '[^]',
  'a\\',
]
const taken = [
  ...['^rm\\b', '(?i)git', '(?P<name>a)', '(?<name>a)', '(?:a|b)', '[[:alpha:]]+', '[]a]', '[^]a]', '[a[b-c]]'],
  ...['\\.(pem|key)$', '\\p{L}', '[\\]]', '\\(', '\\)', 'a{2,3}', '', '^/etc', '[(]', '\\\\'],
]

test('patterns that Rust does not take are told from those that it takes', () => {
  for (const pattern of refused) assert.ok(rustPatternProblem(pattern), pattern)
  for (const pattern of taken) assert.equal(rustPatternProblem(pattern), undefined, pattern)
})

// Codex comes with ripgrep, which has the same engine.
const [ripgrep] = globSync(`${folders().cache}/clients/node_modules/@openai/codex-*/vendor/*/codex-path/rg`)
test('Rust’s own engine says the same', { skip: !ripgrep && 'the clients are not installed' }, () => {
  for (const pattern of [...refused, ...taken]) {
    const { status } = spawnSync(ripgrep as string, ['--no-config', '-e', pattern, '-'], { input: '' })
    assert.equal(status === 2, refused.includes(pattern), pattern)
  }
})
