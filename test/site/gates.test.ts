import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { HtmlValidate } from 'html-validate'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { serve } from '../../src/cli/serve.ts'
import type { Snapshot } from '../../src/schema/snapshot.ts'
import { launchBrowser } from './browser.ts'
import { snapshots } from './catalogue.ts'
import { writeCatalogue } from './write-catalogue.ts'

// What every page must pass, whoever wrote it: one page of each type, under the strict policy that a host may send.
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"

/** One page of each type. Those of `later` are looked at where the build has them. */
const PAGES = [
  '/',
  '/404',
  '/servers',
  '/servers/plain',
  '/servers/hostile',
  '/servers/plain/create_issue',
  '/servers/plain/delete_repository',
  '/servers/hostile/hidden',
  '/servers/hostile/cycle',
  '/categories',
  '/categories/read',
  '/severity',
  '/severity/high',
  '/severity/low/server/plain',
  '/attacks',
  '/attacks/mcp-remote-rce',
  '/attacks/github-mcp-toxic-flow',
  '/attacks/changes',
  '/techniques/ssrf',
  '/mitigations',
  '/mitigations/argument-condition',
  '/guides',
  '/guides/lethal-trifecta',
  '/guides/built-in-tools',
  '/targets',
  '/targets/claude-code',
  '/targets/agentcore',
  '/lint',
  '/lint/claude-code/allow-glob',
  '/method',
]
const LATER = ['/tools', '/stack', '/check', '/your-server', '/compare', '/api', '/about']

const folder = mkdtempSync(join(tmpdir(), 'policybook-gates-'))
const out = join(folder, 'dist')
let server: Server
let browser: Browser
let address: string
let pages: string[]

before(async () => {
  const few = snapshots.map((one): Snapshot => (one.id === 'many' ? { ...one, tools: one.tools.slice(0, 12) } : one))
  execFileSync(process.execPath, [resolve('src/cli/index.ts'), 'build', '--unlocked'], {
    env: { ...process.env, ...writeCatalogue(folder, few), POLICYBOOK_OUT: out, POLICYBOOK_PICTURES: 'off' },
    stdio: 'pipe',
  })
  pages = [...PAGES, ...LATER.filter((path) => existsSync(fileOf(path)))]
  server = await serve(out, 0)
  server.prependListener('request', (_, answer) => answer.setHeader('content-security-policy', POLICY))
  address = `http://localhost:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})

after(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})

function fileOf(path: string) {
  return join(out, path === '/' ? 'index.html' : `${path}.html`)
}

/** Opens pages one after the other and fails when the browser has anything to say. */
async function visit(
  paths: readonly string[],
  settings: BrowserContextOptions,
  run: (page: Page, path: string) => Promise<void>,
) {
  const context = await browser.newContext(settings)
  const page = await context.newPage()
  const said: string[] = []
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => said.push(String(error)))
  for (const path of paths) {
    await page.goto(address + path)
    await run(page, path)
    assert.deepEqual(said, [], path)
  }
  await context.close()
}

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What another scheme of colours can change; a page has the same elements in both. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

/** What axe finds against WCAG 2.2 AA and good practice, as lines. */
async function violations(
  page: Page,
  { within, only = LEVELS }: { within?: string; only?: string[] } = {},
): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(
    async ({ within, only }) => {
      // @ts-expect-error: axe is put there by the line above.
      const { violations } = await axe.run(within ?? document, {
        resultTypes: ['violations'],
        runOnly: only,
      })
      return violations.flatMap((one: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
        one.nodes.slice(0, 3).map(({ html, failureSummary }) => `${one.id}: ${html} ${failureSummary}`),
      )
    },
    { within, only },
  )
}

const widerBy = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

describe('every page type', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    test(`passes axe, ${colorScheme}`, async () => {
      const found: string[] = []
      await visit(pages, { colorScheme }, async (page, path) => {
        const only = colorScheme === 'light' ? LEVELS : OF_COLOURS
        found.push(...(await violations(page, { only })).map((line) => `${path}: ${line}`))
      })
      assert.deepEqual(found, [])
    })

  test('is valid HTML', async () => {
    const validate = new HtmlValidate({
      extends: ['html-validate:recommended'],
      rules: {
        // Astro writes void elements, doctype and attributes in its own way, which is valid.
        'doctype-style': 'off',
        'void-style': 'off',
        'attribute-boolean-style': 'off',
        'attribute-empty-style': 'off',
        'no-trailing-whitespace': 'off',
        // These ask for a style, and are valid without it: a field is one of text, and a name may stand on what takes one.
        'no-implicit-input-type': 'off',
        'aria-label-misuse': ['error', { allowAnyNamable: true }],
        // Titles and ids come from names that servers chose.
        'long-title': 'off',
        'valid-id': ['error', { relaxed: true }],
        // A form that acts while one types has nothing to submit.
        'wcag/h32': 'off',
        // A region that scrolls must be reachable and named, and <section tabindex> is no more native than a role.
        'prefer-native-element': ['error', { exclude: ['region', 'button', 'progressbar', 'status'] }],
      },
    })
    const found: string[] = []
    for (const path of pages) {
      const { results } = await validate.validateString(readFileSync(fileOf(path), 'utf8'))
      for (const { messages } of results)
        for (const { ruleId, message, line, column } of messages.slice(0, 5))
          found.push(`${path}:${line}:${column} ${ruleId}: ${message}`)
    }
    assert.deepEqual(found, [])
  })

  test('moves nothing after the first paint, and says nothing under a strict policy', async () => {
    const moved: string[] = []
    for (const viewport of [
      { width: 360, height: 780 },
      { width: 1440, height: 900 },
    ])
      await visit(pages, { viewport }, async (page, path) => {
        const shift = await page.evaluate(
          () =>
            new Promise<number>((done) => {
              let sum = 0
              new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
              }).observe({ type: 'layout-shift', buffered: true })
              setTimeout(() => done(sum), 120)
            }),
        )
        if (shift > 0.02) moved.push(`${path} at ${viewport.width}: ${shift.toFixed(3)}`)
      })
    assert.deepEqual(moved, [])
  })

  test('is not wider than 320 pixels', async () => {
    const wide: string[] = []
    await visit(pages, { viewport: { width: 320, height: 640 } }, async (page, path) => {
      const over = await widerBy(page)
      if (over > 0) wide.push(`${path}: ${over} pixels too wide`)
    })
    assert.deepEqual(wide, [])
  })
})

describe('the search', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    test(`passes axe while it is open, ${colorScheme}`, async () => {
      await visit(['/', '/servers/plain/create_issue'], { colorScheme }, async (page) => {
        await page.locator('.search-open').click()
        const dialog = page.locator('dialog[open]')
        await dialog.waitFor()
        assert.deepEqual(await violations(page, { within: 'dialog[open]' }), [])
        await dialog.locator('input').first().fill('repository')
        await dialog.getByText('delete_repository').first().waitFor()
        assert.deepEqual(await violations(page, { within: 'dialog[open]' }), [])
        await page.keyboard.press('Escape')
      })
    })

  test('fits a narrow page while it is open', async () => {
    await visit(['/'], { viewport: { width: 320, height: 640 } }, async (page) => {
      await page.locator('.search-open').click()
      await page.locator('dialog[open] input').first().fill('repository')
      assert.ok((await widerBy(page)) <= 0)
    })
  })

  test('takes the text of the first page’s field, and its examples', async () => {
    await visit(['/'], {}, async (page) => {
      await page.locator('#home-search').fill('delete_repository')
      await page.keyboard.press('Enter')
      const field = page.locator('dialog[open] input').first()
      await field.waitFor()
      assert.equal(await field.inputValue(), 'delete_repository')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'execute_sql', exact: true }).click()
      await field.waitFor()
      assert.equal(await field.inputValue(), 'execute_sql')
    })
  })
})

test('an address that leads nowhere offers its words to the search, and names that are near', async () => {
  const page = await browser.newPage()
  const answer = await page.goto(`${address}/servers/plain/create_isue`)
  assert.equal(answer?.status(), 404)
  assert.equal(await page.locator('#home-search').inputValue(), 'create_isue')
  await page.getByRole('heading', { name: 'Did you mean' }).waitFor()
  await page.locator('main').getByRole('link', { name: 'create_issue' }).first().click()
  assert.equal(new URL(page.url()).pathname, '/servers/plain/create_issue')
  await page.close()
})

test('a description in a script of one language says so', () => {
  const list = readFileSync(fileOf('/severity/low'), 'utf8')
  assert.match(list, /<p class="sent quiet" lang="zh">查询天气<\/p>/)
  assert.doesNotMatch(list, /lang="[a-z]+">Get the weather/)
})

describe('what a reader chose', () => {
  test('the theme is there before the first paint, on every page, and follows the system again', async () => {
    await visit(['/'], { colorScheme: 'light' }, async (page) => {
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      const light = await paper()
      const button = page.getByRole('button', { name: /^Theme/ })
      await button.click()
      assert.equal(await paper(), light)
      await button.click()
      const dark = await paper()
      assert.notEqual(dark, light)
      // Without any script but the one in the head, which runs before the body is there.
      await page.route('**/*.js', (route) =>
        /theme\.[^/]*js$/.test(route.request().url())
          ? route.continue()
          : route.fulfill({ contentType: 'text/javascript', body: '' }),
      )
      await page.goto(`${address}/servers`)
      assert.equal(await paper(), dark)
      await page.unroute('**/*.js')
      await page.goto(`${address}/guides`)
      await button.click()
      assert.equal(await paper(), light)
      assert.equal(await page.evaluate(() => localStorage.getItem('theme')), null)
    })
  })

  test('the client is remembered from the first page', async () => {
    await visit(['/'], {}, async (page) => {
      await page.getByRole('link', { name: 'Codex', exact: true }).click()
      await page.waitForURL('**/targets/codex')
      assert.equal(await page.evaluate(() => localStorage.getItem('client')), 'codex')
      await page.goto(`${address}/`)
      assert.equal(await page.locator('[data-client][aria-current]').innerText(), 'Codex')
    })
  })

  test('forced colours show where the reader is and what is chosen', async () => {
    await visit(['/categories/read'], { forcedColors: 'active' }, async (page) => {
      const looks = (selector: string) =>
        page
          .locator(selector)
          .first()
          .evaluate((one) => {
            const { backgroundColor, borderBottomColor, color, textDecorationLine, outlineStyle } =
              getComputedStyle(one)
            return [backgroundColor, borderBottomColor, color, textDecorationLine, outlineStyle].join()
          })
      for (const [chosen, other] of [
        ['.site-header nav a[aria-current]', '.site-header nav a:not([aria-current])'],
        ['.pages [aria-current]', '.pages a'],
      ] as const)
        if ((await page.locator(chosen).count()) > 0) assert.notEqual(await looks(chosen), await looks(other), chosen)
      assert.ok((await page.locator('.pages [aria-current]').count()) > 0)
    })
  })

  test('the header marks the page and the section, and a heading is a link to itself', async () => {
    await visit(['/servers/plain'], {}, async (page) => {
      assert.equal(await page.locator('header [aria-current]').innerText(), 'Servers')
      const heading = page.locator('main h2[id]').first()
      const id = await heading.getAttribute('id')
      assert.equal(await heading.locator('a').getAttribute('href'), `#${id}`)
    })
  })

  test('print leaves the controls out', async () => {
    await visit(['/servers/plain'], {}, async (page) => {
      await page.emulateMedia({ media: 'print' })
      for (const gone of ['.site-header', '.site-footer', '.filter', '.copy'])
        for (const one of await page.locator(gone).all()) assert.ok(!(await one.isVisible()), gone)
      assert.ok(await page.locator('h1').isVisible())
    })
  })
})
