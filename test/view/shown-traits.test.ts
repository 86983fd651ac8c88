import assert from 'node:assert/strict'
import { test } from 'node:test'
import { questions } from '../../src/view/questions.ts'
import { traitLabel, traitsByLine } from '../../src/view/shown-traits.ts'
import type { SiteTool } from '../../src/view/site.ts'
import { catalogue, content, rate, unreviewed } from './rated-tools.ts'

const labelOf = (self: SiteTool, trait: 'deletes-container') =>
  traitLabel(trait, 'many', self.assessment, { sayings: content.questions.acts, server: self.server.manifest })

test('a trait says as much as the harm line of its page, and its quote stays', () => {
  const [one] = rate([{ name: 'delete_note', description: 'Deletes a note.' }])
  assert.ok(one?.assessment.harm)
  const traits = one.assessment.traits
  assert.ok(traits.some(({ trait }) => trait === 'deletes-one'))
  const { harm } = one.assessment
  const shown = traitsByLine({ traits, harm: { ...harm, line: 'C2' } })
  assert.deepEqual(
    shown.map(({ trait, quote }) => [trait, quote]),
    traits.map(({ trait, quote }) => [trait === 'deletes-one' ? 'deletes-container' : trait, quote]),
  )
  const both = traits.flatMap((own) => [own, { ...own, trait: 'deletes-container' as const, quote: '' }])
  const merged = traitsByLine({ traits: both, harm: { ...harm, line: 'C2' } })
  assert.equal(merged.filter(({ trait }) => trait === 'deletes-container').length, 1)
  assert.notEqual(merged.find(({ trait }) => trait === 'deletes-container')?.quote, '')
})

test('no page of the catalogue deletes one thing by its traits and many by its line, or the other way', () => {
  for (const self of catalogue) {
    const { traits, harm } = self.assessment
    const own = new Set<string>(traits.map(({ trait }) => trait))
    assert.ok(!(harm?.line === 'C2' && own.has('deletes-one')), self.href)
    assert.ok(!(harm?.line === 'H1' && own.has('deletes-container')), self.href)
  }
})

test('the label of a deletion says how much: a list, or one thing with everything in it', () => {
  const [database, all, replaces] = rate([
    { name: 'delete_database', description: 'Permanently deletes a database.' },
    { name: 'delete_all_messages', description: 'Deletes all messages.' },
    { name: 'restore_backup', description: 'Restores a backup and overwrites all data.' },
  ])
  assert.ok(database && all && replaces)
  assert.equal(labelOf(database, 'deletes-container'), 'deletes a database with everything in it')
  assert.equal(labelOf(all, 'deletes-container'), 'many')
  assert.equal(labelOf(replaces, 'deletes-container'), 'destroys what was there before')
})

const answer = (self: SiteTool | undefined, asked: RegExp) =>
  (self && questions(self, content).find(({ ask }) => asked.test(ask))?.answer) ?? ''

test('a snapshot that is deleted is not made again by taking another', () => {
  const [gone] = rate([
    { name: 'delete_snapshot', description: 'Permanently deletes a snapshot.' },
    { name: 'create_snapshot', description: 'Creates a snapshot.' },
  ])
  assert.equal(
    answer(gone, /undone/),
    'No: create_snapshot copies the state of today, not the state that the snapshot held.',
  )
})

test('an answer about files says no more than the tool and its server do', () => {
  const inputSchema = { type: 'object' as const, properties: { path: { type: 'string', description: 'Local path' } } }
  const tools = rate(
    [
      { name: 'list_directory', description: 'Lists the names of files in a local directory.', inputSchema },
      { name: 'read_file', description: 'Reads a local file.', inputSchema },
      { name: 'read_text', description: 'Reads a local file. Only works within allowed directories.', inputSchema },
    ],
    'Files',
    'own machine',
  )
  const [list, read, bound] = tools
  assert.ok(list && read && bound)
  // Only the condition of the answer matters here.
  for (const [self, line] of [[list, 'L1'] as const, [read, 'M3'] as const, [bound, 'M3'] as const])
    if (self.assessment.harm) self.assessment.harm.line = line
  for (const self of tools)
    self.assessment.traits = [
      { trait: 'reads-local-file', rule: 'review', field: 'review', start: 0, end: 0, quote: '' },
    ]
  assert.match(answer(list, /Which files/), /^It returns names of files or facts about them, not what they hold\./)
  assert.match(answer(read, /Which files/), /^Files at a path that the caller chooses, on the machine where the server/)
  read.server.manifest = { ...read.server.manifest, files: 'inside the folders that it is given' }
  assert.equal(
    answer(read, /Which files/),
    'Files at a path that the caller chooses, inside the folders that it is given.',
  )
  // A bound that the definition states is said as its statement, whatever the server keeps.
  assert.equal(
    answer(bound, /Which files/),
    'Files at a path that the caller chooses. The definition says of it: “Only works within allowed directories”.',
  )
})

test('a server whose data are on the machine has no account there', () => {
  for (const self of [...catalogue, ...unreviewed]) {
    const { data, local } = self.server.manifest
    if (data !== 'own machine' && !local) continue
    for (const { answer: text } of questions(self, content))
      assert.doesNotMatch(text, /account of the server/, self.href)
  }
})
