// What a browser renders from a server's rules file, with the code of one target alone, is what the pages print of the rules
// and definitions as they are.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { folders } from '../../src/catalogue/folder.ts'
import { readContent } from '../../src/catalogue/read-content.ts'
import { describeSnippet } from '../../src/policy/core/describe-effect.ts'
import { renderPosture } from '../../src/policy/core/render-posture.ts'
import type { Snippet } from '../../src/policy/core/snippet.ts'
import { demandAll } from '../../src/policy/recommend/narrow.ts'
import { tightLimits } from '../../src/policy/recommend/rated-rule.ts'
import { placeholders } from '../../src/policy/recommend/reader-values.ts'
import { targets } from '../../src/policy/targets/index.ts'
import { postures } from '../../src/schema/posture.ts'
import type { Snapshot } from '../../src/schema/snapshot.ts'
import { type Customised, customise } from '../../src/view/customise.ts'
import { type RulesFile, rulesText } from '../../src/view/rules-file.ts'
import { serverPolicy } from '../../src/view/server-policy.ts'
import { loadSite } from '../../src/view/site.ts'
import { snapshots } from '../site/catalogue.ts'
import { writeCatalogue } from '../site/write-catalogue.ts'

const folder = mkdtempSync(join(tmpdir(), 'customise-'))
after(() => rmSync(folder, { recursive: true }))
const [plain] = snapshots as [Snapshot]
// Their arguments are the ones that rules look at.
const attacked: Snapshot = { ...plain, id: 'attacked', tools: readContent('content').attacks.tools }
const env = writeCatalogue(folder, [...snapshots, attacked])
const site = loadSite({ ...folders(), content: env.POLICYBOOK_CONTENT, catalogue: env.POLICYBOOK_CATALOGUE })
const records = new Map(site.servers.map((server) => [server.id, JSON.parse(rulesText(server)) as RulesFile]))

/** The tools that have arguments to look at, with every demand on them that there is. */
const { families, limits } = site.content
const demanding = site.tools.flatMap((self) => {
  if (self.proposals.checked.length === 0) return []
  const rules = postures.map((posture) => [
    posture,
    demandAll(self.rules[posture], self.proposals, placeholders(families), tightLimits(limits)),
  ])
  return [{ ...self, rules: Object.fromEntries(rules) as typeof self.rules }]
})

/** Numbers below `below`, always the same ones. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const shown = ({ file, text, refusal, limitations, companions = [] }: Snippet) => ({
  file,
  text,
  refusal,
  limitations: limitations.map(({ what }) => what),
  companions,
})

const rendered = ({ file, text, refusal, limitations, companions }: Customised) => ({
  file,
  text,
  refusal,
  limitations,
  companions,
})

test('200 tools, targets and postures render the same from a record', async () => {
  const pick = seeded(7)
  const tried = new Set<string>()
  let conditions = 0
  for (let count = 0; count < 200; count++) {
    const self = pick(2) === 0 ? site.tools[pick(site.tools.length)] : demanding[pick(demanding.length)]
    // Every target in turn, so that none is left out.
    const target = targets[count % targets.length]
    const posture = postures[pick(postures.length)]
    assert.ok(self && target && posture)
    const rule = self.rules[posture]
    const serverKey = pick(2) === 0 ? self.server.id : 'My server 2'
    const { snippet, leftAlone } = renderPosture(target, [rule], posture, {
      defaultEffect: 'allow',
      serverKey,
      tools: new Map([[self.tool.name, self.tool]]),
    })
    const record = JSON.parse(rulesText({ ...self.server, tools: [self] })) as RulesFile
    const one = await customise(record, { target: target.id, posture, serverKey, slug: self.slug })
    const where = `${self.href} ${target.id} ${posture}`
    assert.deepEqual(rendered(one), shown(snippet), where)
    const { summary, points } = one
    assert.deepEqual({ summary, points }, describeSnippet(rule, snippet, leftAlone), where)
    tried.add(one.text)
    if (snippet.conditions.size > 0) conditions++
  }
  assert.ok(tried.size > 150 && conditions > 10, `${tried.size} texts, ${conditions} with conditions`)
})

test('the policy of a whole server renders the same, and what is said of the target is its own', async () => {
  for (const [index, target] of targets.entries()) {
    const server = site.servers[index % site.servers.length]
    const posture = postures[index % postures.length]
    assert.ok(server && posture)
    const record = records.get(server.id)
    assert.ok(record)
    const one = await customise(record, { target: target.id, posture, serverKey: server.id })
    assert.deepEqual(rendered(one), shown(serverPolicy(server, target, posture).snippet), target.id)
    assert.deepEqual(
      [one.target, one.label, one.kind, one.language, one.about, one.minimumVersion, one.gateway, one.proof],
      [
        target.id,
        target.label,
        target.kind,
        target.language,
        target.about,
        target.minimumVersion,
        target.gateway,
        target.proof,
      ],
    )
    assert.equal(one.listsAllowed, target.listsAllowed === true)
    assert.doesNotMatch(one.place.answer, /\{file\}/)
  }
})

test('some tools of a server get a policy that leaves the others as they were', async () => {
  const record = records.get('attacked')
  assert.ok(record)
  const slugs = record.tools.slice(1, 4).map(({ slug }) => slug)
  const choice = { target: 'claude-code', posture: 'locked', serverKey: 'shop' } as const
  const some = await customise(record, { ...choice, slugs })
  const alone = await customise({ ...record, tools: record.tools.slice(1, 4) }, { ...choice, slugs })
  assert.equal(some.text, alone.text)
  assert.ok(!some.text.includes(JSON.stringify(`mcp__shop__${record.tools[0]?.tool.name}`)))
  assert.notEqual(some.text, (await customise(record, choice)).text)
  // One of some is the same as one by its own name.
  const [slug = ''] = slugs
  assert.deepEqual(await customise(record, { ...choice, slugs: [slug] }), await customise(record, { ...choice, slug }))
  await assert.rejects(customise(record, { ...choice, target: 'no-such-target' }), /no target is called no-such-target/)
})
