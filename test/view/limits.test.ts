import assert from 'node:assert/strict'
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parse, stringify } from 'yaml'
import { folders } from '../../src/catalogue/folder.ts'
import { targets } from '../../src/policy/targets/index.ts'
import { postures } from '../../src/schema/posture.ts'
import { attackPage } from '../../src/view/attack-page.ts'
import { customised } from '../../src/view/customise.ts'
import { rulesText } from '../../src/view/rules-file.ts'
import { policyFiles, policyText, serverPage } from '../../src/view/server-page.ts'
import { loadSite } from '../../src/view/site.ts'
import { targetList, targetPage, targetTable } from '../../src/view/target-page.ts'
import { toolPage } from '../../src/view/tool-page.ts'
import { snapshots } from '../site/catalogue.ts'

// The site of a small catalogue whose table has other numbers.
const folder = mkdtempSync(join(tmpdir(), 'limits-'))
after(() => rmSync(folder, { recursive: true }))
const [content, catalogue] = [join(folder, 'content'), join(folder, 'catalogue')]
cpSync('content', content, { recursive: true, filter: (path) => !/content\/(servers|evaluation|clients)\//.test(path) })
mkdirSync(join(content, 'servers'), { recursive: true })
mkdirSync(catalogue)
for (const snapshot of snapshots.filter(({ id }) => id === 'plain' || id === 'hostile')) {
  writeFileSync(join(catalogue, `${snapshot.id}.json`), JSON.stringify(snapshot))
  writeFileSync(
    join(content, 'servers', `${snapshot.id}.yaml`),
    `title: ${snapshot.id}\nabout: Made for tests.\npackage: x\nversion: 1.0.0\nlicence: MIT\nentry: x.js\n`,
  )
}
const table = parse(readFileSync('content/limits.yaml', 'utf8'))
table.severities.Low.limits = [{ max: 7, per: 'minute' }]
table.severities.Medium.limits = [{ max: 5, per: 'minute' }]
table.unattended.limits = [{ max: 3, per: 'hour' }]
writeFileSync(join(content, 'limits.yaml'), stringify(table))
const site = loadSite({ ...folders(), content, catalogue })

const WRITTEN = ['7 minute', '5 minute', '3 hour']
const NUMBERS = 'one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty|sixty|hundred|\\d+'

/** A tool names its server, which lists the tool. */
const withoutServer = (key: string, value: unknown) => (key === 'server' ? undefined : value)

/** Every rate that a text names, as "number window". */
function rates(text: string): string[] {
  const patterns = [
    new RegExp(
      `\\b(${NUMBERS})\\s+(?:calls\\s+)?(?:an?|per|each|every|in one calendar|pass in a calendar)\\s+(minute|hour|day)\\b`,
      'gi',
    ),
    /\b(\d+)\/(minute|hour|day)\b/g,
    /"window": ?"(?<per>\w+)",\s*"max": ?(?<max>\d+)/g,
    /"max": ?(\d+), ?"per": ?"(\w+)"/g,
  ]
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ 1: first, 2: second, groups }) =>
      groups ? `${groups['max']} ${groups['per']}` : `${first} ${second}`,
    ),
  )
}

test('pages, files and answers name the numbers of the table and no others', async () => {
  const texts: [string, unknown][] = [
    ['targets', targetTable(site)],
    ...(await Promise.all(
      targetList().map(
        async ({ target }) => [`targets/${target.id}`, await targetPage(site, target.id)] as [string, unknown],
      ),
    )),
  ]
  for (const server of site.servers) {
    texts.push([server.id, { ...(await serverPage(site, server)), self: undefined }])
    texts.push([`${server.id}/rules.json`, rulesText(server)])
    for (const { file, ...which } of policyFiles())
      texts.push([`${server.id}/${file}`, policyText(site, server.id, which)])
    for (const posture of postures)
      texts.push([
        `${server.id} in ${posture}`,
        targets.map((target) => customised(target, JSON.parse(rulesText(server)), { posture, serverKey: server.id })),
      ])
    for (const tool of server.tools) {
      const page = toolPage(site, tool)
      texts.push([tool.href, { ...page, self: tool.rules, related: undefined, attacks: undefined }])
    }
  }
  for (const attack of site.content.attacks.attacks)
    texts.push([attack.id, (await attackPage(site, attack)).worked ?? ''])
  const seen = new Set<string>()
  for (const [where, value] of texts) {
    const text = typeof value === 'string' ? value : JSON.stringify(value, withoutServer)
    for (const rate of rates(text)) {
      assert.ok(WRITTEN.includes(rate), `${where} says ${rate}`)
      seen.add(rate)
    }
  }
  for (const rate of WRITTEN.slice(0, 2)) assert.ok(seen.has(rate), `nothing says ${rate}`)
})

test('rates are found in every way in which they are written', () => {
  const text =
    'sixty calls a minute, 3/hour, 4 calls an hour, "window": "day", "max": 2; {"max":9,"per":"day"}; at most 6 in one calendar hour'
  assert.deepEqual(rates(text).sort(), ['2 day', '3 hour', '4 hour', '6 hour', '9 day', 'sixty minute'])
})

test('no rate stands in code or in what people wrote beside the table', () => {
  const files = [
    ...globSync('src/**/*.{ts,astro}'),
    ...globSync('content/{categories,questions,guides,attacks,techniques}/**/*.{yaml,mdx}'),
    'content/limits.yaml',
    'content/arguments.yaml',
    'README.md',
    'CONTRIBUTING.md',
  ]
  // Intercept's own message, and files of readers that the linter is shown with.
  const known = ['src/policy/targets/intercept/desugar.ts', 'src/policy/targets/intercept/lint.ts']
  const literal = /max: ?\d+, ?per:/g
  const found = files
    .filter((file) => !known.includes(file))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8')
      const named = rates(text.replace(/^\s*(\/\/|\*|\/\*\*).*$/gm, ''))
      const literals = file === 'content/limits.yaml' ? [] : [...text.matchAll(literal)].map(([match]) => match)
      return [...named, ...literals].map((rate) => `${file}: ${rate}`)
    })
  assert.deepEqual(found, [])
})
