// No pattern for commands is proposed. This shows why: a shell and git run what the patterns let through.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { RE2JS } from 're2js'
import { parse } from 'yaml'

const { patterns, changes, reads, nothing } = parse(
  readFileSync(new URL('command-lines.yaml', import.meta.url), 'utf8'),
) as Record<'patterns' | 'changes' | 'reads' | 'nothing', string[]>

const root = mkdtempSync(join(tmpdir(), 'policybook-commands-'))
after(() => rmSync(root, { recursive: true, force: true }))
const fresh = join(root, 'fresh')
const SECRET = 'the secret of another project'
const env = {
  PATH: process.env['PATH'],
  HOME: join(root, 'home'),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
}
const canRun = ['git', 'sh', 'find', 'tar', 'sed', 'sort', 'xargs'].every(
  (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0,
)

function prepare(): void {
  const work = join(fresh, 'work')
  mkdirSync(join(work, 'sub'), { recursive: true })
  writeFileSync(join(fresh, 'secret'), SECRET)
  for (const [file, text] of Object.entries({ a: 'one', b: 'b\na', list: 'a', 'sub/c': 'c' }))
    writeFileSync(join(work, file), `${text}\n`)
  mkdirSync(join(work, 'evil-path'))
  for (const file of ['evil.sh', 'evil-path/git-request-pull']) {
    writeFileSync(join(work, file), '#!/bin/sh\necho ran > ran\nexit 1\n')
    chmodSync(join(work, file), 0o755)
  }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: work, env, stdio: 'pipe' })
  git('init', '-q', '-b', 'main')
  git('init', '-q', '--bare', '-b', 'main', '../remote')
  git('add', '.')
  git('commit', '-qm', 'first')
  git('branch', 'topic')
  git('remote', 'add', 'origin', '../remote')
  git('push', '-q', 'origin', 'main', 'topic')
  writeFileSync(join(work, 'd'), 'not committed')
  writeFileSync(join(work, 'a'), 'one\nchanged\n')
  git('commit', '-q', '--amend', '-m', 'other')
}

/** Every file with its contents, and the names that git keeps; not what git writes for itself alone. */
function stateOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[/\\]\.git[/\\](index|logs|objects|COMMIT_EDITMSG|ORIG_HEAD)/.test(file))
    .sort()
  const hash = createHash('sha256')
  for (const file of files)
    hash.update(`${file.slice(folder.length)} ${statSync(file).mode}\0`).update(readFileSync(file))
  const index = spawnSync('git', ['ls-files', '-s'], { cwd: join(folder, 'work'), env }).stdout
  return hash.update(index ?? '').digest('hex')
}

function run(line: string): { changed: boolean; printed: string } {
  const folder = join(root, 'run')
  rmSync(folder, { recursive: true, force: true })
  cpSync(fresh, folder, { recursive: true })
  const before = stateOf(folder)
  const { stdout } = spawnSync('sh', ['-c', line], { cwd: join(folder, 'work'), env, input: '', timeout: 20_000 })
  return { changed: stateOf(folder) !== before, printed: String(stdout) }
}

test('a shell changes something with every line that is said to, and prints what it is said to print', {
  skip: !canRun,
}, () => {
  prepare()
  assert.deepEqual(
    changes.filter((line) => !run(line).changed),
    [],
  )
  assert.deepEqual(
    [...reads, ...nothing].filter((line) => run(line).changed),
    [],
  )
  assert.deepEqual(
    reads.filter((line) => !run(line).printed.includes(line.startsWith('ls') ? 'passwd' : SECRET)),
    [],
  )
})

test('every pattern lets a line through that changes something or prints a secret', () => {
  for (const pattern of patterns) {
    const passes = (line: string) => RE2JS.compile(pattern).matcher(line).find()
    assert.ok(nothing.some(passes), `${pattern} lets nothing through`)
    assert.ok(
      [...changes, ...reads].some(passes),
      `${pattern} holds against this list; try to break it before it is proposed`,
    )
  }
})
