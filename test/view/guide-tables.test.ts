import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { targets } from '../../src/policy/targets/index.ts'
import { builtinTable } from '../../src/view/builtin-table.ts'
import { postureCounts } from '../../src/view/posture-counts.ts'
import { questionCounts } from '../../src/view/question-counts.ts'
import type { Site } from '../../src/view/site.ts'
import { builtinSnippet } from '../../src/view/target-modes.ts'
import { unattendedRows } from '../../src/view/unattended.ts'

test('the table of built-in tools says of each client what its page says', async () => {
  const { columns, rows } = builtinTable()
  assert.equal(rows.length, targets.filter(({ builtin }) => builtin).length)
  for (const { label, cells } of rows) {
    const target = targets.find((one) => one.label === label)
    assert.ok(target)
    const snippet = await builtinSnippet(target)
    assert.equal(cells.length, columns.length)
    assert.equal(cells.filter((cell) => cell === 'yes').length, snippet?.said.length, label)
  }
  // As each client documents it.
  const cell = (label: string, column: string) =>
    rows.find((row) => row.label === label)?.cells[columns.indexOf(column)]
  assert.deepEqual(
    [cell('Claude Code', 'Deny ~/.ssh'), cell('Codex', 'Deny .env'), cell('Copilot CLI', 'Deny rm')],
    ['yes', 'no rule', 'yes'],
  )
})

test('without a person a rule that asks refuses, and what opens it is named', () => {
  const guide = readFileSync('content/guides/agents-in-ci.mdx', 'utf8')
  const starts = [...guide.matchAll(/\{ target: '([^']+)', command: '([^']+)', mode: '([^']+)' \}/g)].map(
    ([, target = '', command = '', mode = '']) => ({ target, command, mode }),
  )
  assert.equal(starts.length, 6)
  const rows = new Map(unattendedRows(starts).map((row) => [row.command, row]))
  // As the clients were seen to behave, and Cursor is documented.
  for (const [command, { ask }] of rows) assert.equal(ask, 'refused', command)
  assert.deepEqual(
    [...rows.values()].filter(({ unlisted }) => unlisted === 'runs').map(({ command }) => command),
    ['opencode run'],
  )
  assert.deepEqual(rows.get('claude -p')?.opens, ['bypassPermissions'])
  assert.deepEqual(rows.get('gemini -p')?.opens, ['yolo'])
  assert.ok(rows.get('codex exec')?.opens.some((mode) => mode.includes('danger-full-access')))
  assert.ok(rows.get('copilot -p')?.opens.some((mode) => mode.includes('--allow-all-tools')))
  assert.ok(!rows.get('opencode run')?.opens.includes('the agent plan'))
  assert.throws(
    () => unattendedRows([{ target: 'codex', command: 'codex', mode: 'no-such' }]),
    /codex has no mode no-such/,
  )
})

test('questions are counted as postures are, among the tools that the agent sees', () => {
  const rules = (guarded: string, readOnly: string) => ({
    guarded: { effect: guarded },
    'read-only': { effect: readOnly },
    locked: { effect: 'ask' },
    'deny-only': { effect: guarded },
  })
  const [asks, reads, writes] = [
    { rules: rules('ask', 'ask') },
    { rules: rules('allow', 'allow') },
    { rules: rules('ask', 'hide') },
  ]
  const site = {
    tools: [asks, reads, writes],
    servers: [{ tools: [asks, reads] }, { tools: [writes] }],
  } as unknown as Site
  assert.deepEqual(questionCounts(site), [
    { posture: 'guarded', tools: 2, share: '67 %', quiet: 0 },
    { posture: 'read-only', tools: 1, share: '50 %', quiet: 1 },
    { posture: 'locked', tools: 3, share: '100 %', quiet: 0 },
    { posture: 'deny-only', tools: 2, share: '67 %', quiet: 0 },
  ])
  const asked = postureCounts(site).map(({ counts }) => counts.find(({ effect }) => effect === 'ask')?.count)
  assert.deepEqual(
    questionCounts(site).map(({ tools }) => tools),
    asked,
  )
})
