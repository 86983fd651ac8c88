// What a condition lets through is given to what the argument is really for: a file system, a reader of addresses, git.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix, resolve, sep } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { satisfies } from '../../../src/policy/prove/sample-arguments.ts'
import { conditionsOf } from '../../../src/policy/recommend/conditions-of.ts'
import type { ReaderValues } from '../../../src/policy/recommend/reader-values.ts'
import { known } from './families.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'policybook-arguments-')))
after(() => rmSync(root, { recursive: true, force: true }))

const conditionsFor = (id: string, values: ReaderValues) => {
  const family = known.families.find((one) => one.id === id)
  assert.ok(family, id)
  return conditionsOf({ parameter: 'it', family, optional: false, list: false }, values)
}
const passing = (id: string, values: ReaderValues = {}) => {
  const conditions = conditionsFor(id, values)
  return (value: string) => conditions.every((condition) => satisfies(condition, value))
}
const refusedBy = (id: string, values: ReaderValues = {}) =>
  conditionsFor(id, values).flatMap(({ samples }) => samples?.refused ?? [])

const PIECES = [
  '..',
  '.',
  '/',
  '//',
  'a',
  'é',
  '..a',
  '%2e%2e',
  '%2f',
  '\\',
  '~',
  '-',
  ' ',
  '\n',
  '\t',
  '\x01',
  '\0',
  '[x]',
  '@b',
  '…',
  '‥',
  '．．',
]
const paths = (start: string) =>
  fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((rest) => start + rest.join(''))

test('whatever path in a folder passes is in that folder on a real file system', { skip: sep !== '/' }, () => {
  const folder = join(root, 'data')
  mkdirSync(join(folder, 'a'), { recursive: true })
  writeFileSync(join(root, 'secret'), 'x')
  const passes = passing('folder', { folder: [folder] })
  const inside = (path: string) => resolve(path) === folder || resolve(path).startsWith(folder + sep)
  let passed = 0
  const check = (path: string) => {
    if (!passes(path)) return
    passed++
    for (const read of [path, decodeURIComponent(path), posix.normalize(path)])
      assert.ok(inside(read), JSON.stringify(read))
    if (existsSync(path)) assert.ok(inside(realpathSync(path)), path)
  }
  fc.assert(fc.property(fc.oneof(paths(folder), paths(`${folder}/a`), paths('/')), check), { numRuns: 20_000, seed: 8 })
  assert.ok(passed > 1_000)
  // The attacks are real: where the file system takes them, they lead out.
  const out = refusedBy('folder', { folder: [folder] }).map(String)
  assert.ok(out.filter((path) => !path.includes('\0') && !inside(path)).length >= 3)
})

test('whatever relative path passes stays in the folder that it is read from', { skip: sep !== '/' }, () => {
  const folder = join(root, 'workspace')
  for (const id of ['workspace-path', 'inside-path']) {
    const passes = passing(id)
    let passed = 0
    fc.assert(
      fc.property(paths(''), (path) => {
        if (!passes(path)) return
        passed++
        // A path inside a repository may begin with a slash, which is the repository's own.
        const read = id === 'inside-path' ? path.replace(/^\/+/, '') : path
        for (const one of [read, decodeURIComponent(read)])
          assert.ok(`${resolve(folder, one)}${sep}`.startsWith(`${folder}${sep}`), JSON.stringify(path))
      }),
      { numRuns: 20_000, seed: 8 },
    )
    assert.ok(passed > 1_000, id)
  }
})

test('whatever path passes stays below its part of an address, as readers of addresses see it', () => {
  for (const [id, values, prefix, base] of [
    ['inside-path', {}, '/repos/me/mine/contents/', 'https://api.example.com/repos/me/mine/contents/'],
    ['api-path', { api: ['/repositories/acme'] }, '/repositories/acme', 'https://api.example.com'],
  ] as const) {
    const passes = passing(id, values)
    let passed = 0
    fc.assert(
      fc.property(paths(id === 'api-path' ? '/repositories/acme' : ''), (path) => {
        if (!passes(path)) return
        passed++
        const read = new URL(base + path)
        assert.equal(read.host, 'api.example.com')
        assert.ok(read.pathname.startsWith(prefix), `${JSON.stringify(path)} is ${read.href}`)
      }),
      { numRuns: 20_000, seed: 8 },
    )
    assert.ok(passed > 500, id)
    const out = refusedBy(id, values).filter((path) => !new URL(base + String(path)).pathname.startsWith(prefix))
    assert.ok(out.length >= 1, `${id}: no refused sample leads out`)
  }
})

test('whatever address passes goes to the host that the reader gave, over https', () => {
  const passes = passing('host', { host: ['api.example.com'] })
  const pieces = [
    'https://',
    'http://',
    'api.example.com',
    '.evil.example',
    '@',
    ':',
    '8080',
    '/',
    '\\',
    '?',
    '#',
    'a',
    '\t',
    '\n',
    ' ',
    '%2f',
    '//',
  ]
  const addresses = fc
    .tuple(
      fc.constantFrom('', 'https://api.example.com', 'https://api.example.com/'),
      fc.array(fc.constantFrom(...pieces), { maxLength: 6 }),
    )
    .map(([start, rest]) => start + rest.join(''))
  let passed = 0
  fc.assert(
    fc.property(addresses, (address) => {
      if (!passes(address)) return
      passed++
      const { protocol, host, username } = new URL(address)
      assert.deepEqual([protocol, host, username], ['https:', 'api.example.com', ''], JSON.stringify(address))
    }),
    { numRuns: 20_000, seed: 8 },
  )
  assert.ok(passed > 1_000)
})

const git = (folder: string, ...args: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    stdio: 'pipe',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  }).toString()
const hasGit = spawnSync('git', ['--version']).status === 0

test('no branch that passes moves another branch of a real remote', { skip: !hasGit }, () => {
  const remote = join(root, 'remote.git')
  const work = join(root, 'work')
  mkdirSync(work)
  git(root, 'init', '-q', '--bare', '-b', 'main', remote)
  git(work, 'init', '-q', '-b', 'main')
  writeFileSync(join(work, 'a'), '1')
  git(work, 'add', 'a')
  git(work, 'commit', '-qm', 'a')
  git(work, 'remote', 'add', 'origin', remote)
  git(work, 'push', '-q', 'origin', 'main', 'main:trunk')
  const others = () =>
    git(remote, 'for-each-ref', '--format=%(refname) %(objectname)')
      .split('\n')
      .filter((line) => !line.startsWith('refs/heads/agent/'))
      .join('\n')
  const before = others()
  git(work, 'checkout', '-qb', 'agent/x')
  writeFileSync(join(work, 'a'), '2')
  git(work, 'commit', '-qam', 'b')
  const passes = passing('branch', { branch: ['agent/'] })
  const push = (branch: string) => spawnSync('git', ['-C', work, 'push', '-q', 'origin', branch], { stdio: 'pipe' })
  for (const branch of [
    'agent/x',
    'HEAD:agent/y',
    ...['fix', 'a.b', 'J-7/v1.2', '+x', 'x~1', 'a^b', '-x', '[a]', '*', 'refs/heads/main'].map((one) => `agent/${one}`),
  ]) {
    if (!passes(branch)) continue
    push(branch)
    assert.equal(others(), before, branch)
  }
  // Names that an agent can give in place of a branch, and that do move main.
  for (const branch of ['agent/x:main', '+agent/x:main', 'HEAD:refs/heads/main', 'agent/x:trunk']) {
    assert.ok(!passes(branch), branch)
    push(branch)
    assert.notEqual(others(), before, `${branch} moves nothing, so refusing it shows nothing`)
    git(work, 'push', '-qf', 'origin', 'main', 'main:trunk')
    assert.equal(others(), before)
  }
})

test('no name that passes is read as an option by git', { skip: !hasGit }, () => {
  const work = join(root, 'options')
  mkdirSync(work)
  git(work, 'init', '-q', '-b', 'main')
  writeFileSync(join(work, 'a'), '1')
  git(work, 'add', 'a')
  git(work, 'commit', '-qm', 'a')
  writeFileSync(join(work, 'a'), '2')
  const stolen = join(root, 'written')
  const passes = passing('option')
  const diff = (target: string) => spawnSync('git', ['diff', target], { cwd: work, stdio: 'pipe' })
  diff(`--output=${stolen}`)
  assert.ok(existsSync(stolen) && readFileSync(stolen, 'utf8').includes('diff'), 'the attack is real')
  rmSync(stolen)
  for (const target of [
    `--output=${stolen}`,
    `-o${stolen}`,
    'main',
    'HEAD',
    ` --output=${stolen}`,
    `main --output=${stolen}`,
    `\t--output=${stolen}`,
    '',
  ]) {
    if (!passes(target)) continue
    diff(target)
    assert.ok(!existsSync(stolen), target)
  }
  assert.deepEqual(['main', 'HEAD~1'].map(passes), [true, true])
})
