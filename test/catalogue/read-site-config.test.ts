import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { adoptAddresses, readSiteConfig } from '../../src/catalogue/read-site-config.ts'
import { ProblemError } from '../../src/schema/problem.ts'

const folder = mkdtempSync(join(tmpdir(), 'policybook-config-'))
const path = join(folder, 'policybook.config.yaml')
after(() => rmSync(folder, { recursive: true, force: true }))

function read(text: string) {
  writeFileSync(path, text)
  return readSiteConfig({ POLICYBOOK_CONFIG: path })
}

function problemsOf(text: string) {
  try {
    read(text)
  } catch (error) {
    assert.ok(error instanceof ProblemError)
    return error.problems
  }
  return []
}

test('without a file the site is the product’s own', () => {
  const { name, header, pages, logo, base } = readSiteConfig({})
  assert.deepEqual(
    { name, header, pages, logo, base },
    { name: 'Policybook', header: [], pages: [], logo: undefined, base: undefined },
  )
})

test('a host brings name, logo, colours, links, pages and addresses', () => {
  mkdirSync(join(folder, 'own'))
  writeFileSync(join(folder, 'own/imprint.md'), '---\ntitle: Imprint\nabout: Who runs this.\n---\nText.\n')
  writeFileSync(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  const config = read(`name: Acme tools
logo: logo.svg
colours: { accent: { light: "#123456", dark: oklch(80% 0.1 200) } }
header: [{ label: Intranet, href: "https://intranet.example.org" }]
footer: [{ label: Imprint, href: /pages/imprint }]
pages: own
base: /tools
site: https://acme.example.org
issues: https://acme.example.org/report
`)
  assert.equal(config.name, 'Acme tools')
  assert.deepEqual(config.logo, { path: join(folder, 'logo.svg'), extension: 'svg' })
  assert.deepEqual(config.pages, [{ id: 'imprint', title: 'Imprint', about: 'Who runs this.' }])
  const env: NodeJS.ProcessEnv = { POLICYBOOK_CONFIG: path, POLICYBOOK_SITE: 'https://other.example.org' }
  adoptAddresses(env)
  assert.equal(env['POLICYBOOK_BASE'], '/tools')
  assert.equal(env['POLICYBOOK_ISSUES'], 'https://acme.example.org/report')
  assert.equal(env['POLICYBOOK_SITE'], 'https://other.example.org', 'what the environment says counts more')
})

test('every problem names the file, the member and what to do', () => {
  const found = problemsOf(`nam: X
colours: { accent: { light: "red;} *{}", dark: red }, pink: { light: red, dark: red } }
header: [{ label: X, href: "javascript:alert(1)" }, { label: "", href: "//example.org" }]
base: tools
site: ftp://example.org
`)
  assert.ok(found.length >= 7, `${found.length} problems`)
  const where = found.map((one) => one.where)
  for (const member of ['colours.accent.light', 'header.0.href', 'header.1.label', 'header.1.href', 'base', 'site'])
    assert.ok(where.includes(`${path}: ${member}`), `${member} of ${where.join(', ')}`)
  assert.ok(found.every(({ what, fix }) => what !== '' && fix !== ''))
})

test('files that are missing, and pages that cannot have an address, are named', () => {
  mkdirSync(join(folder, 'bad'))
  writeFileSync(join(folder, 'bad/Über uns.md'), '---\ntitle: X\nabout: X\n---\n')
  writeFileSync(join(folder, 'bad/plain.md'), 'No front matter.')
  writeFileSync(join(folder, 'bad/half.md'), '---\ntitle: X\n---\n')
  const found = problemsOf('logo: none.svg\npages: bad\n').map(({ where }) => where)
  assert.equal(found.length, 4, found.join())
  assert.match(problemsOf('pages: nowhere\n')[0]?.what ?? '', /there is no folder/)
  assert.throws(() => readSiteConfig({ POLICYBOOK_CONFIG: join(folder, 'nowhere.yaml') }), ProblemError)
})
