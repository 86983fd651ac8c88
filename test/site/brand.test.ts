import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { serve } from '../../src/cli/serve.ts'
import type { Snapshot } from '../../src/schema/snapshot.ts'
import { launchBrowser } from './browser.ts'
import { snapshots } from './catalogue.ts'
import { writeCatalogue } from './write-catalogue.ts'

// A host's site: everything that a configuration can say, built by the real command and looked at in a browser.
const folder = mkdtempSync(join(tmpdir(), 'policybook-brand-'))
const root = join(folder, 'root')
const config = join(folder, 'policybook.config.yaml')
const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>'
let server: Server
let browser: Browser
let host: string

before(async () => {
  mkdirSync(root)
  mkdirSync(join(folder, 'own'))
  writeFileSync(join(root, 'index.html'), 'the host’s own page')
  writeFileSync(join(folder, 'logo.svg'), LOGO)
  writeFileSync(
    join(folder, 'own/house-rules.md'),
    '---\ntitle: House rules\nabout: What our teams agreed on.\n---\n\nAsk **first**.\n\n## Why\n\nBecause.\n',
  )
  writeFileSync(
    config,
    `name: Acme <tools> & "rules"
logo: logo.svg
colours: { accent: { light: "#123456", dark: rgb(200 100 50) } }
header: [{ label: Intranet, href: "https://intranet.example.org/" }]
footer: [{ label: Our rules, href: /pages/house-rules }]
pages: own
base: /tools
issues: https://acme.example.org/report
`,
  )
  execFileSync(process.execPath, [resolve('src/cli/index.ts'), 'build', '--unlocked'], {
    env: {
      ...process.env,
      ...writeCatalogue(folder, [snapshots[0] as Snapshot]),
      POLICYBOOK_CONFIG: config,
      POLICYBOOK_OUT: join(root, 'tools'),
    },
    stdio: 'pipe',
  })
  server = await serve(root, 0)
  host = `http://localhost:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})

after(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('name, logo, colours and links of the host are on its pages', async () => {
  for (const [colorScheme, accent] of [
    ['light', 'rgb(18, 52, 86)'],
    ['dark', 'rgb(200, 100, 50)'],
  ] as const) {
    const page = await browser.newPage({ colorScheme })
    await page.goto(`${host}/tools/servers/plain`)
    assert.match(await page.title(), / · Acme <tools> & "rules"$/)
    const brand = page.locator('.brand')
    assert.equal((await brand.innerText()).trim(), 'Acme <tools> & "rules"')
    assert.equal(await brand.evaluate((one) => (one as HTMLAnchorElement).pathname), '/tools/')
    const colour = await page
      .locator('main dd a')
      .first()
      .evaluate((one) => getComputedStyle(one).color)
    assert.equal(colour, accent)
    assert.equal(
      await page.getByRole('link', { name: 'Intranet' }).getAttribute('href'),
      'https://intranet.example.org/',
    )
    const reports = await page
      .getByRole('link', { name: 'Report a problem' })
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))
    assert.ok(
      reports.length > 0 && reports.every((one) => one.startsWith('https://acme.example.org/report')),
      reports.join(),
    )
    const logo = await brand.locator('img').evaluate((one) => (one as HTMLImageElement).src)
    assert.equal(await (await fetch(logo)).text(), LOGO)
    await page.close()
  }
})

test('a page of the host is a page of the site', async () => {
  const page = await browser.newPage()
  await page.goto(`${host}/tools/`)
  await page.getByRole('link', { name: 'Our rules' }).click()
  assert.equal(await page.locator('h1').innerText(), 'House rules')
  assert.equal(await page.locator('main strong').innerText(), 'first')
  await page.goto(`${host}/tools/`)
  await page.getByRole('link', { name: 'House rules' }).click()
  assert.equal(page.url(), `${host}/tools/pages/house-rules`)
  await page.close()
})

test('a build with a configuration that does not fit stops and says why', () => {
  writeFileSync(config, 'colours: { accent: { light: "red;} body { display: none", dark: red } }\n')
  const before = readFileSync(join(root, 'tools/index.html'), 'utf8')
  assert.throws(
    () =>
      execFileSync(process.execPath, [resolve('src/cli/index.ts'), 'build'], {
        env: { ...process.env, POLICYBOOK_CONFIG: config, POLICYBOOK_OUT: join(root, 'tools') },
        stdio: 'pipe',
      }),
    /policybook\.config\.yaml: colours\.accent\.light: must be a CSS colour/,
  )
  assert.equal(readFileSync(join(root, 'tools/index.html'), 'utf8'), before)
})
