import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { test } from 'node:test'
import { readContent } from '../../src/catalogue/read-content.ts'
import { targets } from '../../src/policy/targets/index.ts'
import { compileRules } from '../../src/risk/compile-rules.ts'
import { guidePolicy } from '../../src/view/guide-policy.ts'
import type { Site } from '../../src/view/site.ts'
import { urls } from '../../src/view/urls.ts'

const content = readContent('content')
const site: Site = { content, rules: compileRules(content.risk), servers: [], tools: [], byId: new Map() }
const texts = globSync('content/guides/*.mdx').map((file) => ({ file, text: readFileSync(file, 'utf8') }))

test('every guide has a place of its own in the list', () => {
  assert.equal(texts.length, content.guides.length)
  assert.deepEqual(
    content.guides.map(({ order }) => order),
    content.guides.map((_, index) => index + 1),
  )
})

test('every command that a guide or the README names exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  const documents = [...texts, { file: 'README.md', text: readFileSync('README.md', 'utf8') }]
  const named = documents.flatMap(({ file, text }) =>
    [...text.matchAll(/npm run (?:--silent )?([a-z][a-z-]*)/g)].map(([, script = '']) => ({ file, script })),
  )
  assert.ok(named.length > 8)
  for (const { file, script } of named) assert.ok(Object.hasOwn(scripts, script), `${file}: npm run ${script}`)
})

// Each line of the guides' and the README's blocks that keeps what a command prints.
const redirects = [...texts, { file: 'README.md', text: readFileSync('README.md', 'utf8') }].flatMap(({ file, text }) =>
  [...text.matchAll(/^```sh\b[^\n]*\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block.split('\n').flatMap((line) => {
      const [, command, target] = /^([^#>]*)>\s*(\S+)/.exec(line) ?? []
      return command && target ? [{ file, command, target }] : []
    }),
  ),
)

test('no command writes over a file that a client or gateway reads', () => {
  assert.ok(redirects.length > 0)
  const read = new Set(targets.map((target) => basename(target.fileName('shop'))))
  for (const { file, target } of redirects) assert.ok(!read.has(basename(target)), `${file}: > ${target}`)
})

test('every attack, technique and guide that a guide links to exists', () => {
  const known = {
    attack: new Set(content.attacks.attacks.map(({ id }) => id)),
    technique: new Set(content.attacks.techniques.map(({ id }) => id)),
    guide: new Set(content.guides.map(({ id }) => id)),
  }
  for (const { file, text } of texts)
    for (const [, kind, id = ''] of text.matchAll(/props\.urls\.(attack|technique|guide)\('([^']+)'\)/g))
      assert.ok(known[kind as keyof typeof known].has(id), `${file}: ${kind} ${id}`)
  assert.equal(urls.guide('glossary'), '/guides/glossary')
})

test('a policy of a guide that cannot be made stops the build, and says what is wrong', async () => {
  await assert.rejects(guidePolicy(site, { target: 'claude', tools: ['read_file'] }), /the target claude, which/)
  await assert.rejects(guidePolicy(site, { target: 'codex', tools: ['no_such'] }), /the tool no_such, which/)
  const { lines } = await guidePolicy(site, { target: 'codex', tools: ['run_command', 'read_file'] })
  assert.ok(lines.length > 3)
})

test('what a guide writes as code is a command, a name or a path; policies are made and not written', () => {
  for (const { file, text } of texts)
    for (const [, language = ''] of text.matchAll(/^```(\w*)[^\n]*\n[\s\S]*?^```$/gm))
      assert.equal(language, 'sh', file)
})
