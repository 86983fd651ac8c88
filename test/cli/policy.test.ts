import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { Counters } from '../../src/policy/core/counters.ts'
import { targets } from '../../src/policy/targets/index.ts'
import { intercept } from '../../src/policy/targets/intercept/target.ts'
import { callsOf } from '../policy/calls.ts'

const policy = (...args: string[]) => promisify(execFile)(process.execPath, ['src/cli/index.ts', 'policy', ...args])

test('a value of the reader narrows the arguments of every tool that it is about', async () => {
  const { stdout } = await policy(
    '--target',
    'intercept',
    '--value',
    'folder=/srv/data',
    '--value',
    'folder=/tmp/work',
    'filesystem',
  )
  const call = callsOf(intercept, stdout, 'filesystem')
  const read = (path: string) => call('read_file', { path }, new Counters())
  assert.deepEqual(['/srv/data/a', '/tmp/work/', '/srv/data/../x', '/srv/database', '/etc/passwd'].map(read), [
    'pass',
    'pass',
    'deny',
    'deny',
    'deny',
  ])
  const move = (destination: string) => call('move_file', { source: '/srv/data/a', destination }, new Counters())
  assert.deepEqual(['/srv/data/b', '/home/b'].map(move), ['pass', 'deny'])
  // A list of paths cannot be checked.
  assert.equal(call('read_multiple_files', { paths: ['/srv/data/a'] }, new Counters()), 'deny')
})

test('without a value the policy checks what needs none, in every target that checks arguments', async () => {
  for (const [id, key] of [
    ['intercept', 'github'],
    ['gateway', 'github'],
    ['agentcore', 'github'],
    ['toolhive', 'github'],
  ] as const) {
    const { stdout } = await policy('--target', id, key)
    assert.doesNotMatch(stdout, /YOUR-(?!GATEWAY-ARN)/, id)
    const call = callsOf(
      targets.find((one) => one.id === id),
      stdout,
      key,
    )
    const file = (path: string) => call('get_file_contents', { owner: 'a', repo: 'b', path }, new Counters())
    assert.deepEqual([file('docs/a.md') === 'pass', file('../../other/secret') === 'pass'], [true, false], id)
  }
})

test('deny-only lists the tools that a value narrows, and no others that it allows', async () => {
  const only = (...more: string[]) => policy('--target', 'gateway', '--posture', 'deny-only', ...more, 'filesystem')
  const [without, narrowed] = await Promise.all([only(), only('--value', 'folder=/srv/data')])
  const allowed = (text: string) => {
    const { tools, default: defaultEffect } = JSON.parse(text)
    assert.equal(defaultEffect, 'allow')
    return [tools['list_directory'] !== undefined, tools['list_allowed_directories'] !== undefined]
  }
  assert.deepEqual(allowed(without.stdout), [false, false])
  assert.deepEqual(allowed(narrowed.stdout), [true, false])
})

test('values of the same kind stand together in one file for several servers', async () => {
  const { stdout } = await policy(
    '--target',
    'toolhive-kubernetes',
    '--value',
    'folder=/srv/data',
    'filesystem',
    'desktop-commander',
  )
  assert.ok((stdout.match(/\/srv\/data/g) ?? []).length > 10)
})

test('a wrong value is refused with what to give', async () => {
  await assert.rejects(policy('--target', 'intercept', '--value', 'folder=data', 'filesystem'), ({ code, stderr }) => {
    assert.equal(code, 1)
    assert.match(stderr, /folder=data/)
    assert.match(stderr, /absolute path/)
    return true
  })
})
