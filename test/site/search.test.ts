import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { serve } from '../../src/cli/serve.ts'
import { type LookupRoot, type PostingLeaf, unpack } from '../../src/search/lookup-record.ts'
import { launchBrowser } from './browser.ts'
import { snapshots } from './catalogue.ts'
import { writeCatalogue } from './write-catalogue.ts'

// A site below a path of its host, because there addresses go wrong that are right at the root.
const BASE = '/tools'
const folder = mkdtempSync(join(tmpdir(), 'policybook-search-'))
const root = join(folder, 'root')
const out = join(root, 'tools')
let server: Server
let browser: Browser
let host: string

before(async () => {
  mkdirSync(root)
  writeFileSync(join(root, 'index.html'), 'the host’s own page')
  execFileSync(process.execPath, [resolve('src/cli/index.ts'), 'build', '--unlocked'], {
    env: { ...process.env, ...writeCatalogue(folder, snapshots), POLICYBOOK_BASE: `${BASE}/`, POLICYBOOK_OUT: out },
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

// What the site may be served with; a search that needs more would work nowhere that takes care.
const CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"

/** A page under the strict policy that fails the test when the browser complains; the addresses that it asked for. */
async function visit(path: string, run: (page: Page, asked: string[]) => Promise<void>, settings = {}) {
  const context = await browser.newContext(settings)
  const page = await context.newPage()
  const complaints: string[] = []
  const asked: string[] = []
  await page.route('**', async (route) => {
    asked.push(new URL(route.request().url()).pathname)
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': CSP } })
  })
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('dialog', () => complaints.push('a dialog was opened'))
  try {
    await page.goto(`${host}${BASE}${path}`)
    await run(page, asked)
    assert.deepEqual(complaints, [])
  } finally {
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await context.close()
  }
}

const rows = (page: Page) => page.locator('.search-box .search-row')

async function search(page: Page, text: string): Promise<string[]> {
  if ((await page.locator('.search-box[open]').count()) === 0) await page.keyboard.press('Control+k')
  await page.locator('.search-box input').fill(text)
  // The status line says how many there are, or that there is nothing, when the texts are searched, too.
  await page.waitForTimeout(150)
  await page.locator('.search-note', { hasText: /result|spelled/ }).waitFor()
  await page.waitForTimeout(600)
  return rows(page).evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).pathname))
}

describe('the search of a site below a path', () => {
  for (const [what, query, wanted] of [
    ['its name', 'create_issue', '/servers/plain/create_issue'],
    ['its words in another order', 'issue create', '/servers/plain/create_issue'],
    ['a name with one letter wrong', 'create_isue', '/servers/plain/create_issue'],
    ['a camelCase name in lower case', 'getweatherforecast', '/servers/plain/get~weather~forecast'],
    ['a name as a log writes it', 'mcp__plain__delete_repository', '/servers/plain/delete_repository'],
    ['a part of its Chinese name', '天气查询', /^\/servers\/plain\/.*9ad8/],
    ['its server', 'hostile', '/servers/hostile'],
    ['the number of a vulnerability', 'CVE-2025-6514', '/attacks/mcp-remote-rce'],
    ['the name of a client', 'codex', '/targets/codex'],
    ['a rule of the linter', 'codex/both-lists', '/lint/codex/both-lists'],
    ['words of a guide', 'revoke tokens incident', '/guides/after-an-incident'],
  ] as const)
    test(`a page is found by ${what}`, async () => {
      await visit('/', async (page) => {
        const [first] = await search(page, query)
        if (typeof wanted === 'string') assert.equal(first, `${BASE}${wanted}`)
        else assert.match(first?.slice(BASE.length) ?? '', wanted)
      })
    })

  test('every result that is shown leads to a page, and Enter follows the chosen one', async () => {
    await visit('/', async (page) => {
      for (const query of ['repository', 'sql injection', 'critical', 'delete', 'rate limit', 'wordless outlook'])
        for (const path of new Set(await search(page, query)))
          assert.equal((await fetch(host + path, { method: 'HEAD' })).status, 200, `${query}: ${path}`)
      const [, second] = await search(page, 'issue')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL(`${host}${second}`)
    })
  })

  test('every address in the index of names is a page of the site, with the section that it names', () => {
    const index = JSON.parse(readFileSync(join(out, 'search/index.json'), 'utf8')) as LookupRoot
    const paths = new Set<string>()
    for (const file of globSync('search/{names,sets,offers}/*.json', { cwd: out })) {
      const leaf = JSON.parse(readFileSync(join(out, file), 'utf8')) as PostingLeaf
      for (const record of leaf.r) paths.add(unpack(record, leaf, index).path)
    }
    const tools = snapshots.reduce((sum, { tools }) => sum + tools.length, 0)
    assert.ok(paths.size > tools + 300, `${paths.size} addresses`)
    assert.equal([...paths].filter((path) => /^\/servers\/[^/]+\/./.test(path)).length, tools)
    const broken = [...paths].filter((path) => {
      const [page = '', anchor] = path.split('#')
      const file = join(out, `${page}.html`)
      return !existsSync(file) || (anchor !== undefined && !readFileSync(file, 'utf8').includes(`id="${anchor}"`))
    })
    assert.deepEqual(broken, [])
  })

  test('every address in the index of texts is a page of the site', async () => {
    await visit('/', async (page) => {
      const paths: string[] = await page.evaluate(async (base) => {
        const pagefind = await import(`${location.origin}${base}/pagefind/pagefind.js`)
        await pagefind.options({ baseUrl: '/' })
        const { results } = await pagefind.search(null)
        return Promise.all(
          results.map(async (one: { data(): Promise<{ raw_url: string }> }) => (await one.data()).raw_url),
        )
      }, BASE)
      assert.ok(paths.length > 500, `${paths.length} records`)
      assert.deepEqual(
        paths.filter((path) => !existsSync(join(out, `${path.split('#')[0]}.html`))),
        [],
      )
    })
  })

  test('it opens by its button, by two keys and by an event with text, and Escape closes it and gives the focus back', async () => {
    await visit('/servers', async (page) => {
      const button = page.getByRole('button', { name: 'Search' })
      const input = page.getByRole('combobox', { name: 'Search' })
      await button.click()
      await input.waitFor()
      assert.equal(await input.evaluate((one) => one === document.activeElement), true)
      await input.fill('plain')
      await rows(page).first().waitFor()
      await page.keyboard.press('Escape')
      await input.waitFor({ state: 'hidden' })
      assert.equal(await button.evaluate((one) => one === document.activeElement), true)
      for (const key of ['/', 'Control+k']) {
        await page.keyboard.press(key)
        await input.waitFor()
        assert.equal(await input.inputValue(), 'plain')
        await page.keyboard.press('Escape')
        await input.waitFor({ state: 'hidden' })
      }
      // In a field the stroke is a letter.
      await page.locator('main input').first().focus()
      await page.keyboard.press('/')
      assert.equal(await page.locator('main input').first().inputValue(), '/')
      assert.equal(await input.isVisible(), false)
      await page.evaluate(() =>
        document.dispatchEvent(new CustomEvent('policybook:search', { detail: { text: 'create_issue' } })),
      )
      await rows(page).filter({ hasText: 'create_issue' }).first().waitFor()
      assert.equal(await input.inputValue(), 'create_issue')
    })
  })

  test('Enter that comes before the results opens the first of them', async () => {
    await visit('/', async (page) => {
      await page.keyboard.press('/')
      const input = page.getByRole('combobox', { name: 'Search' })
      await input.waitFor()
      await input.fill('mcp__plain__create_issue')
      await page.keyboard.press('Enter')
      await page.waitForURL(`${host}${BASE}/servers/plain/create_issue`)
    })
  })

  test('the chosen row is told to screen readers, and goes round by arrow keys', async () => {
    await visit('/', async (page) => {
      await search(page, 'tool')
      const input = page.getByRole('combobox', { name: 'Search' })
      assert.equal(await input.getAttribute('aria-expanded'), 'true')
      const chosen = async () => ({
        active: await input.getAttribute('aria-activedescendant'),
        selected: await page.locator('[role=option][aria-selected=true]').evaluateAll((all) => all.map(({ id }) => id)),
      })
      const ids = await rows(page).evaluateAll((all) => all.map(({ id }) => id))
      assert.ok(ids.length > 2)
      assert.deepEqual(await chosen(), { active: ids[0], selected: [ids[0]] })
      await page.keyboard.press('ArrowDown')
      assert.deepEqual(await chosen(), { active: ids[1], selected: [ids[1]] })
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('ArrowUp')
      assert.deepEqual(await chosen(), { active: ids.at(-1), selected: [ids.at(-1)] })
    })
  })

  test('rows show kind, category, severity with a shape, and the server; chips show one kind', async () => {
    await visit('/', async (page) => {
      await search(page, 'delete_repository')
      const text = await rows(page).first().innerText()
      for (const part of ['delete_repository', 'Tool', 'Destructive', '◆', 'Critical', 'plain'])
        assert.ok(text.includes(part), text)
      await search(page, 'plain')
      await page.getByRole('button', { name: 'Servers', exact: true }).click()
      const kinds = await rows(page).evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['kind']))
      assert.deepEqual([...new Set(kinds)], ['server'])
    })
  })

  test('what is in no name is said to be missing, and nothing unrelated is shown', async () => {
    await visit('/', async (page) => {
      assert.deepEqual(await search(page, 'wombat zeppelin'), [])
      assert.match(await page.locator('.search-note').innerText(), /“wombat zeppelin” is not in the catalogue/)
      const mentioned = await search(page, 'stripe refund')
      assert.deepEqual(
        mentioned.filter((path) => path.includes('/servers')),
        [],
      )
      assert.match(await page.locator('.search-note').innerText(), /“stripe refund” is not in the catalogue/)
      await search(page, 'hostyle')
      assert.match(await page.locator('.search-note').innerText(), /No name has “hostyle”/)
      assert.match(await rows(page).first().innerText(), /hostile/)
    })
  })

  test('hostile names are shown as text', async () => {
    await visit('/', async (page) => {
      await search(page, 'script alert')
      const text = await rows(page).first().innerText()
      assert.ok(text.includes('"><script>alert(3)</script>'), text)
      assert.equal(await page.locator('.search-box :is(script, img, iframe)').count(), 0)
      await search(page, 'delete it')
      assert.ok((await rows(page).allInnerTexts()).some((one) => one.includes('U+202E')))
    })
  })

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [360, 1280])
      test(`axe finds nothing in the open search, ${colorScheme}, ${width} pixels`, async () => {
        const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
        await visit(
          '/servers/plain',
          async (page) => {
            for (const query of ['', 'create issue', 'hostile', 'sql injection', 'stripe refund', 'hostyle']) {
              if (query === '') await page.keyboard.press('Control+k')
              else await search(page, query)
              await page.locator('.search-box[open]').waitFor()
              await page.evaluate(axe)
              const found = await page.evaluate(async () => {
                // biome-ignore lint/suspicious/noExplicitAny: axe puts itself there
                const { violations } = await (globalThis as any).axe.run(document.querySelector('.search-box'), {
                  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                })
                return violations.map(
                  (one: { id: string; nodes: { html: string }[] }) => `${one.id}: ${one.nodes[0]?.html}`,
                )
              })
              assert.deepEqual(found, [], query)
              assert.equal(
                await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
                true,
                'scrolls sideways',
              )
            }
          },
          { colorScheme, viewport: { width, height: 800 }, bypassCSP: true },
        )
      })

  test('the first query costs little, and no page loads the search before it is used', async () => {
    await visit('/', async (page, asked) => {
      const before = [...asked]
      assert.deepEqual(
        before.filter((path) => /\/(search|pagefind)\//.test(path)),
        [],
      )
      await search(page, 'mcp__plain__create_issue')
      const size = (paths: string[]) => paths.reduce((sum, path) => sum + statSync(join(root, path)).size, 0)
      const later = asked.filter((path) => !before.includes(path))
      const code = later.filter((path) => path.endsWith('.js') && !path.includes('/pagefind/'))
      assert.ok(code.length > 0 && size(code) <= 25_000, `${size(code)} bytes of code`)
      await page.keyboard.press('Escape')
      const names = later.filter((path) => path.includes('/search/'))
      assert.ok(names.length > 0 && size(names) <= 20_000, `${size(names)} bytes of names`)
    })
  })

  test('Pagefind’s own interfaces are not shipped', () => {
    const files = globSync('pagefind/*', { cwd: out }).sort()
    assert.deepEqual(
      files.filter((file) => /ui|highlight|modular|unknown/.test(file)),
      [],
    )
    assert.ok(files.includes('pagefind/pagefind.js'))
  })

  test('without JavaScript there is a link to the servers', async () => {
    await visit(
      '/',
      async (page) => {
        assert.equal(await page.getByRole('link', { name: 'Search' }).getAttribute('href'), `${BASE}/servers`)
      },
      { javaScriptEnabled: false },
    )
  })
})
