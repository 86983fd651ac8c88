import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { MARK, placeSite } from '../../src/cli/place-site.ts'
import type { ProblemError } from '../../src/schema/problem.ts'

const folder = mkdtempSync(join(tmpdir(), 'policybook-place-'))
after(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
const fresh = (parent = folder) => join(parent, `place-${count++}`)
/** A finished site that says who made it. */
function site(words: string, path = fresh()): string {
  mkdirSync(join(path, 'servers'), { recursive: true })
  writeFileSync(join(path, 'index.html'), words)
  writeFileSync(join(path, 'servers', 'a.html'), words)
  return path
}
const home = (target: string) => readFileSync(join(target, 'index.html'), 'utf8')
const entries = (path: string) => readdirSync(path).sort()
const whole = [MARK, 'index.html', 'servers']

test('a site is put into an absent and an empty folder, and into one that a build made', () => {
  const target = join(fresh(), 'deeper', 'site')
  const made = site('first')
  placeSite(made, target)
  assert.ok(!existsSync(made))
  writeFileSync(join(target, 'servers', 'gone.html'), 'a page of the old site')
  placeSite(site('second'), target)
  assert.equal(home(target), 'second')
  assert.deepEqual(entries(target), whole)
  assert.deepEqual(entries(join(target, 'servers')), ['a.html'])
  assert.deepEqual(entries(join(target, '..')), ['site'], 'nothing is left beside it')
  const empty = fresh()
  mkdirSync(empty)
  placeSite(site('third'), empty)
  assert.equal(home(empty), 'third')
})

test('a folder that no build made is refused, and its files are kept', () => {
  const target = fresh()
  mkdirSync(target)
  writeFileSync(join(target, 'precious.txt'), 'mine')
  assert.throws(
    () => placeSite(site('x'), target),
    ({ problems }: ProblemError) => {
      assert.equal(problems[0]?.where, target)
      assert.match(problems[0]?.what ?? '', /did not make it.*precious\.txt/)
      assert.match(problems[0]?.fix ?? '', /POLICYBOOK_OUT/)
      return true
    },
  )
  assert.deepEqual(entries(target), ['precious.txt'])
  assert.throws(() => placeSite(site('x'), join(target, 'precious.txt')), /it is a file/)
})

test('the command refuses such a folder before it does anything, in one line', () => {
  const target = fresh()
  mkdirSync(target)
  writeFileSync(join(target, 'precious.txt'), 'mine')
  const { status, stderr } = spawnSync(process.execPath, [resolve('src/cli/index.ts'), 'build', '--unlocked'], {
    env: { ...process.env, POLICYBOOK_OUT: target, POLICYBOOK_CATALOGUE: fresh() },
    encoding: 'utf8',
  })
  assert.equal(status, 1)
  assert.match(stderr, /^[^\n]*precious\.txt[^\n]*\n$/)
  assert.deepEqual(entries(target), ['precious.txt'])
})

test('a link stays a link, and git’s own folder stays', () => {
  const [target, link] = [fresh(), fresh()]
  mkdirSync(join(target, '.git'), { recursive: true })
  writeFileSync(join(target, '.git', 'HEAD'), 'ref')
  symlinkSync(target, link)
  for (const words of ['first', 'second']) placeSite(site(words), link)
  assert.equal(readlinkSync(link), target)
  assert.equal(home(target), 'second')
  assert.deepEqual(entries(target), ['.git', ...whole])
  assert.equal(readFileSync(join(target, '.git', 'HEAD'), 'utf8'), 'ref')
})

// Memory is a file system of its own on most Linux machines.
const memory = '/dev/shm'
const elsewhere = statSync(memory, { throwIfNoEntry: false })?.dev !== statSync(folder).dev && existsSync(memory)

test('a place on another file system gets a copy', { skip: !elsewhere && 'there is no second file system' }, () => {
  const parent = mkdtempSync(join(memory, 'policybook-place-'))
  try {
    const target = fresh(parent)
    for (const words of ['first', 'second']) placeSite(site(words), target)
    assert.equal(home(target), 'second')
    assert.deepEqual(entries(target), whole)
    assert.equal(readdirSync(parent).length, 1)
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
})

const program = [process.execPath, resolve('test/cli/place-sites.ts')] as const
const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0

for (const [kind, mount, kept] of [
  ['a bound folder', 'mount --bind "$1" "$1"', []],
  ['a volume', 'mount -t tmpfs none "$1" && mkdir "$1/lost+found"', ['lost+found']],
] as const)
  test(`the contents of a mount point are replaced: ${kind}`, { skip: !canMount && 'nothing can be mounted' }, () => {
    const target = fresh()
    mkdirSync(target)
    const script = `${mount} && shift && "$@" && cat "$0/index.html" && ls -A "$0"`
    const sites = [target, site('first\n'), site('second\n')]
    const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', script, target, target, ...program, ...sites], {
      encoding: 'utf8',
    })
    assert.equal(stderr, '')
    const [words, ...found] = stdout.trim().split('\n')
    assert.equal(words, 'second')
    assert.deepEqual(found.sort(), [...whole, ...kept].sort())
  })

for (const kept of [[], ['.git']])
  test(`of builds at once${kept.length > 0 ? ' that cannot rename' : ''} the later one stays, or says why it stops`, async () => {
    const target = fresh()
    for (const entry of kept) mkdirSync(join(target, entry), { recursive: true })
    const outputs = await Promise.all(
      [0, 1, 2].map(async (build) => {
        const sites = Array.from({ length: 40 }, (_, index) => site(`${build} ${index}`))
        const child = spawn(program[0], [program[1], target, ...sites])
        const texts = await Promise.all([text(child.stdout), text(child.stderr)])
        return texts.join('')
      }),
    )
    const said = outputs.flatMap((output) => output.split('\n')).filter((line) => line !== '')
    for (const line of said) assert.match(line, /^another build is writing to this folder/)
    if (kept.length === 0) assert.deepEqual(said, [])
    assert.deepEqual(entries(target), [...kept, ...whole])
    assert.equal(home(target), readFileSync(join(target, 'servers', 'a.html'), 'utf8'), 'the site is of one build')
    assert.deepEqual(
      readdirSync(folder).filter((entry) => entry.startsWith('.')),
      [],
      'nothing is left beside it',
    )
  })
