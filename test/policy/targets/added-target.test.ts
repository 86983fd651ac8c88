// A target is one folder and its name in three lists: a copy of the code with them, and nothing else changed, has it everywhere.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type * as Content from '../../../src/catalogue/read-content.ts'
import type * as Combine from '../../../src/policy/core/combine.ts'
import type * as Words from '../../../src/policy/core/describe-effect.ts'
import type * as FileText from '../../../src/policy/core/file-text.ts'
import type * as Text from '../../../src/policy/core/policy-text.ts'
import type * as LintText from '../../../src/policy/lint/lint-text.ts'
import type * as Recognise from '../../../src/policy/lint/recognise.ts'
import type * as Equivalent from '../../../src/policy/prove/mutations/equivalent.ts'
import type * as Mutants from '../../../src/policy/prove/mutations/mutants-of.ts'
import type * as Verify from '../../../src/policy/prove/verify-snippet.ts'
import type * as Targets from '../../../src/policy/targets/index.ts'
import type * as Compile from '../../../src/risk/compile-rules.ts'
import { postures } from '../../../src/schema/posture.ts'
import type * as Customise from '../../../src/view/customise.ts'
import type * as LintPages from '../../../src/view/lint-pages.ts'
import type * as PageSnippet from '../../../src/view/page-snippet.ts'
import type * as ServerPage from '../../../src/view/server-page.ts'
import type { Site } from '../../../src/view/site.ts'
import type * as TargetPage from '../../../src/view/target-page.ts'
import { rule } from '../rule.ts'

// Below the checkout, so that the packages are found.
const folder = resolve(`.policybook/added-target-${process.pid}`)
const added = join(folder, 'src/policy/targets/turnstile')
cpSync('src', join(folder, 'src'), { recursive: true })
mkdirSync(added)
for (const file of readdirSync(new URL('sample-target/', import.meta.url))) {
  const text = readFileSync(new URL(`sample-target/${file}`, import.meta.url), 'utf8')
  writeFileSync(join(added, file), text.replaceAll('../../../../src/policy/', '../../'))
}
const list = join(folder, 'src/policy/targets/index.ts')
writeFileSync(
  list,
  `import { turnstile } from './turnstile/target.ts'\n${readFileSync(list, 'utf8').replace(/\n\]\n$/, '\n  turnstile,\n]\n')}`,
)
const lazy = join(folder, 'src/policy/targets/load.ts')
const entry =
  "{ id: 'turnstile', label: 'Turnstile', kind: 'gateway', load: () => import('./turnstile/render-target.ts') }"
writeFileSync(lazy, readFileSync(lazy, 'utf8').replace(/\n\]\n/, `\n  ${entry},\n]\n`))
const rulesList = join(folder, 'src/policy/targets/linters.ts')
const linter =
  "{ id: 'turnstile', linter: turnstile, load: async () => (await import('./turnstile/lint.ts')).turnstileLinter }"
writeFileSync(
  rulesList,
  `import { recogniser as turnstile } from './turnstile/recognise.ts'\n${readFileSync(rulesList, 'utf8').replace(/\n\]\n$/, `\n  ${linter},\n]\n`)}`,
)
after(() => rmSync(folder, { recursive: true, force: true }))

const load = <T>(file: string): Promise<T> => import(pathToFileURL(join(folder, 'src', file)).href)
const { targets } = await load<typeof Targets>('policy/targets/index.ts')
const { verifySnippet } = await load<typeof Verify>('policy/prove/verify-snippet.ts')

const found = targets.find(({ id }) => id === 'turnstile')
assert.ok(found)
const turnstile = found
const rules = [
  rule('list_orders', 'allow'),
  rule('count_orders', 'allow', [{ max: 3, per: 'hour' }]),
  rule('refund', 'ask'),
  rule('drop_shop', 'deny'),
  rule('secret', 'hide'),
  rule('wow!', 'deny'),
  { ...rule('pay', 'allow'), conditions: [{ path: 'to', op: 'eq' as const, value: 'ann' }] },
  { ...rule('send', 'allow'), conditions: [{ path: 'to', op: 'regex' as const, value: '^a$' }] },
]

test('it renders, with limitations and words', async () => {
  const { describeEffect } = await load<typeof Words>('policy/core/describe-effect.ts')
  const snippet = turnstile.render(rules, { defaultEffect: 'deny', serverKey: 'shop' })
  assert.deepEqual(
    [...snippet.effects],
    [
      ['list_orders', 'allow'],
      ['count_orders', 'limit'],
      ['refund', 'deny'],
      ['drop_shop', 'deny'],
      ['secret', 'hide'],
      ['pay', 'allow'],
      ['send', 'deny'],
    ],
  )
  assert.equal(snippet.file, 'shop.turnstile.json')
  const said = snippet.limitations.map(({ what }) => what).join(' ')
  for (const words of [/no exclamation mark/, /cannot ask/, /cannot check an argument/, /does not exist/])
    assert.match(said, words)
  assert.match(describeEffect(rules[1] as never, snippet).summary, /at most 3 in one calendar hour; the 4th/)
  assert.match(describeEffect(rules[1] as never, snippet).points.join(), /for everybody together/)
})

test('it is proved, and what breaks it is found', async () => {
  const { mutantsOf } = await load<typeof Mutants>('policy/prove/mutations/mutants-of.ts')
  const { whyEquivalent } = await load<typeof Equivalent>('policy/prove/mutations/equivalent.ts')
  for (const defaultEffect of ['allow', 'deny'] as const) {
    const snippet = turnstile.render(rules, { defaultEffect, serverKey: 'shop' })
    assert.deepEqual(verifySnippet(snippet, rules, defaultEffect), [])
    let broken = 0
    const missed: string[] = []
    for (const tool of ['drop_shop', 'list_orders', 'count_orders', 'pay'])
      for (const { text, change } of mutantsOf(snippet.text, 'json', {
        tool,
        serverKey: 'shop',
        stranger: 'other_tool',
      })) {
        if (whyEquivalent(snippet.text, text, 'json') !== undefined) continue
        broken++
        if (verifySnippet({ ...snippet, text }, rules, defaultEffect).length === 0) missed.push(change)
      }
    // Without its entry, a tool that always passes meets what unlisted tools meet, which is the same where these pass.
    assert.ok(broken > 50 && missed.length <= broken / 20, `${broken}: ${missed.join('; ')}`)
  }
})

test('its files are recognised, linted and shown with its rules', async () => {
  const { lintRules, recogniseTarget } = await load<typeof Recognise>('policy/lint/recognise.ts')
  const { lintIndex } = await load<typeof LintPages>('view/lint-pages.ts')
  const snippet = turnstile.render(rules, { defaultEffect: 'deny', serverKey: 'shop' })
  const { PolicyText } = await load<typeof Text>('policy/core/policy-text.ts')
  const told = recogniseTarget(new PolicyText('shop.turnstile.json', snippet.text), targets)
  assert.equal('target' in told && told.target.id, 'turnstile')
  const { lintText } = await load<typeof LintText>('policy/lint/lint-text.ts')
  const linted = await lintText(snippet.text, 'shop.turnstile.json')
  assert.deepEqual('target' in linted && linted.target, { id: 'turnstile', label: 'Turnstile' })
  const [own] = lintRules([turnstile])
  assert.equal(own?.id, 'turnstile/refused')
  assert.deepEqual(
    own?.target.linter.find(new PolicyText('', own.bad)).map((finding) => finding.rule),
    ['turnstile/refused', 'turnstile/refused'],
  )
  assert.ok(lintIndex().groups.some(({ target, rules: [first] }) => target === 'turnstile' && first?.href))
})

test('the files of two servers become one', async () => {
  const { combine } = await load<typeof Combine>('policy/core/combine.ts')
  const snippets = ['shop', 'bank'].map((serverKey) => turnstile.render(rules, { defaultEffect: 'deny', serverKey }))
  const { text, limitations } = combine(snippets)
  assert.deepEqual(Object.keys(JSON.parse(text).turnstile), ['shop', 'bank'])
  assert.equal(limitations.length, snippets[0]?.limitations.length)
  for (const snippet of snippets)
    assert.deepEqual(verifySnippet({ ...snippet, text }, rules, 'deny', [], ['shop', 'bank']), [])
})

test('it has a page, a row in the table, an entry in every picker and a file of its own', async () => {
  const { readContent } = await load<typeof Content>('catalogue/read-content.ts')
  const { compileRules } = await load<typeof Compile>('risk/compile-rules.ts')
  const { gatewayWords, targetList, targetPage, targetTable } = await load<typeof TargetPage>('view/target-page.ts')
  const { ruleSnippet } = await load<typeof PageSnippet>('view/page-snippet.ts')
  const { policyFiles } = await load<typeof ServerPage>('view/server-page.ts')
  const { customise } = await load<typeof Customise>('view/customise.ts')
  const { fileText } = await load<typeof FileText>('policy/core/file-text.ts')
  const content = readContent('content')
  const site: Site = { content, rules: compileRules(content.risk), servers: [], tools: [], byId: new Map() }

  const page = await targetPage(site, 'turnstile')
  assert.match(page.questions[0]?.answer ?? '', /YOUR-SERVER\.turnstile\.json is read by nothing/)
  assert.equal(page.proof.badge, 'Checked against our model')
  assert.deepEqual(page.proof.lines, [
    'Checked against our model of a product that does not exist, read 21 November 2026',
  ])
  assert.equal(page.traps.length, 1)
  assert.ok(page.capabilities.some(({ what, short }) => what === 'Rate limit' && short === 'yes'))
  assert.ok(targetTable(site).some(({ target }) => target === turnstile))
  assert.ok(targetList().some(({ href }) => href.endsWith('/targets/turnstile')))
  assert.match(gatewayWords(), /Turnstile: its colour/)

  const [first] = rules
  assert.ok(first)
  const subject = { tool: { name: first.tool }, server: { id: 'shop' } } as Parameters<typeof ruleSnippet>[2]
  const entry = await ruleSnippet(turnstile, first, subject, content)
  assert.deepEqual([entry.id, entry.target, entry.label], ['turnstile', 'turnstile', 'Turnstile'])
  assert.ok(entry.lines.length > 5)
  assert.deepEqual(
    policyFiles().flatMap(({ file, target }) => (target === 'turnstile' ? [file] : [])),
    postures.map((posture) => (posture === 'guarded' ? 'turnstile.json' : `${posture}.turnstile.json`)),
  )
  const byPosture = Object.fromEntries(postures.map((posture) => [posture, first])) as never
  const file = { server: 'shop', tools: [{ slug: 'list_orders', tool: { name: first.tool }, rules: byPosture }] }
  const chosen = await customise(file, { target: 'turnstile', posture: 'guarded', serverKey: 'my-shop' })
  assert.match(chosen.text, /"my-shop"/)
  assert.deepEqual([chosen.label, chosen.gateway], ['Turnstile', 'Turnstile: its colour'])
  const snippet = turnstile.render(rules, { defaultEffect: 'deny', serverKey: 'shop' })
  assert.equal(fileText(snippet.text, turnstile.language, snippet.limitations), snippet.text)
})
