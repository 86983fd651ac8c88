import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { folders } from '../../src/catalogue/folder.ts'
import { writeReviews } from '../../src/catalogue/write-reviews.ts'
import { serve } from '../../src/cli/serve.ts'
import { renderPosture } from '../../src/policy/core/render-posture.ts'
import type { Target } from '../../src/policy/core/target.ts'
import { targets } from '../../src/policy/targets/index.ts'
import { type Posture, postures } from '../../src/schema/posture.ts'
import { serverPolicy } from '../../src/view/server-policy.ts'
import { loadSite, type Site, type SiteTool } from '../../src/view/site.ts'
import { launchBrowser } from './browser.ts'
import { reviews, snapshots } from './catalogue.ts'
import { writeCatalogue } from './write-catalogue.ts'

// What the card shows is compared with what the targets render here, without the card and without its record.
const folder = mkdtempSync(join(tmpdir(), 'policybook-card-'))
const out = join(folder, 'dist')
let server: Server
let browser: Browser
let address: string
let site: Site

/** Tools whose policies ask, limit, check arguments, deny and hide. */
const SHOP = [
  { name: 'list_orders', description: 'List the orders of a shop.', inputSchema: { type: 'object', properties: {} } },
  {
    name: 'write_file',
    description: 'Write a file. Overwrites what was there.',
    inputSchema: {
      type: 'object',
      properties: { path: { type: 'string', description: 'Absolute path' }, force: { type: 'boolean' } },
      required: ['path'],
    },
  },
  { name: 'send_email', description: 'Send an email to a recipient.', inputSchema: { type: 'object' } },
]

before(async () => {
  const shop = { ...snapshots[0], id: 'shop', tools: SHOP } as (typeof snapshots)[number]
  const env = { ...process.env, ...writeCatalogue(folder, [...snapshots, shop]), POLICYBOOK_OUT: out }
  writeReviews(join(folder, 'content'), 'plain', reviews)
  execFileSync(process.execPath, [resolve('src/cli/index.ts'), 'build', '--unlocked'], { env, stdio: 'pipe' })
  site = loadSite(folders(env))
  server = await serve(out, 0)
  address = `http://localhost:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})

after(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})

const toolOf = (id: string, name: string) => site.byId.get(id)?.tools.find(({ tool }) => tool.name === name) as SiteTool

/** What Node renders for one tool. */
function expected(target: Target, { tool, rules, server: { id } }: SiteTool, posture: Posture, key = id) {
  const options = { defaultEffect: 'allow', serverKey: key, tools: new Map([[tool.name, tool]]) } as const
  return posture === 'deny-only'
    ? renderPosture(target, [rules[posture]], posture, options).snippet
    : target.render([rules[posture]], options)
}

/** A page that fails the test when the browser complains. */
async function visit(path: string, run: (page: Page) => Promise<void>, settings: BrowserContextOptions = {}) {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], ...settings })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('dialog', () => complaints.push('a dialog was opened'))
  try {
    await page.goto(address + path)
    await run(page)
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
  }
}

const shown = (page: Page) => page.locator('.policy-card-panel[open]')

/** Chooses a target, and waits until its panel is there. */
async function choose(page: Page, target: string) {
  await page.locator('.policy-card select option').nth(5).waitFor({ state: 'attached' })
  await page.locator('.policy-card select').selectOption(target)
  await settled(page, target)
}

const settled = (page: Page, target: string) =>
  page.locator(`.policy-card-panel[open][data-target="${target}"]:not([aria-busy])`).waitFor()

describe('the policy card', () => {
  test('holds the snippets of three targets as they are rendered', () => {
    const { href } = toolOf('plain', 'create_issue')
    const html = readFileSync(join(out, `${href}.html`), 'utf8')
    const card = html.slice(html.indexOf('class="policy-card"'), html.indexOf('class="tool-body"'))
    const texts = [...card.matchAll(/data-target="([^"]+)"[\s\S]*?<pre[^>]*><code>([\s\S]*?)<\/code>/g)]
    assert.deepEqual(
      texts.map(([, id]) => id),
      ['claude-code', 'intercept', 'gateway'],
    )
    for (const [, id, text = ''] of texts) {
      const target = targets.find((one) => one.id === id) as Target
      const { text: wanted } = expected(target, toolOf('plain', 'create_issue'), 'guarded')
      assert.equal(`${text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')}\n`, wanted)
    }
  })

  test('shows for every target what the target renders, of six tools, in every posture and under another key', async () => {
    const tools = [
      toolOf('plain', 'create_issue'),
      toolOf('plain', '高德天气查询助手'),
      toolOf('shop', 'write_file'),
      toolOf('shop', 'send_email'),
      toolOf('hostile', '"><script>alert(3)</script>'),
      toolOf('hostile', 'delete\u202e\u200b\u{e0041}_it'),
    ]
    let refused = 0
    for (const [number, tool] of tools.entries())
      await visit(tool.href, async (page) => {
        for (const [index, target] of targets.entries()) {
          const posture = postures[(index + number) % postures.length] as Posture
          const key = index % 3 === 0 ? tool.server.id : `my ${tool.server.id} "${index}"`
          await page.locator(`.policy-card input[value="${posture}"]`).check({ force: true })
          await page.getByLabel('Server key').fill(key)
          await choose(page, target.id)
          const { text, refusal, file } = expected(target, tool, posture, key)
          const panel = shown(page)
          if (refusal !== undefined) {
            refused++
            assert.equal(await panel.locator('p').first().textContent(), refusal, target.id)
            assert.equal(await panel.locator('pre').count(), 0)
            assert.ok(!(await page.locator('.policy-card-copy').isVisible()))
            continue
          }
          const pre = panel.locator(':scope > pre')
          // The panel of the same target may be there already, for the choice before.
          await page
            .waitForFunction(
              ([wanted, id]) =>
                `${document.querySelector(`[data-target="${id}"][open] > pre`)?.textContent ?? ''}\n` === wanted,
              [text, target.id],
            )
            .catch(() => undefined)
          assert.equal(`${await pre.textContent()}\n`, text, `${target.id} ${tool.label}`)
          assert.equal(await panel.locator('.policy-card-file code').first().textContent(), file)
        }
      })
    assert.ok(refused > 3, `${refused} refusals`)
  })

  test('copies the snippet, and saves it under the name of the file', async () => {
    await visit('/servers/plain/create_issue', async (page) => {
      for (const id of ['claude-code', 'codex']) {
        await choose(page, id)
        const target = targets.find((one) => one.id === id) as Target
        const { text } = expected(target, toolOf('plain', 'create_issue'), 'guarded')
        await page.getByRole('button', { name: /^Cop/ }).click()
        await page.getByRole('button', { name: 'Copied' }).waitFor()
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text)
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          shown(page).getByRole('button', { name: 'Download' }).click(),
        ])
        assert.equal(readFileSync((await download.path()) ?? '', 'utf8'), text)
        assert.equal(download.suggestedFilename(), id === 'codex' ? 'config.toml' : 'settings.json')
      }
    })
  })

  test('remembers the client, the posture and the key, and the address overrules them', async () => {
    await visit('/servers/plain/create_issue', async (page) => {
      await choose(page, 'codex')
      await page.getByLabel('locked').check({ force: true })
      await page.getByLabel('Server key').fill('mine')
      await page.waitForURL(/\?target=codex&posture=locked&server=mine$/)
      await page.goto(`${address}/servers/plain/delete_repository`)
      await settled(page, 'codex')
      const codex = targets.find(({ id }) => id === 'codex') as Target
      const { text } = expected(codex, toolOf('plain', 'delete_repository'), 'locked', 'mine')
      assert.equal(`${await shown(page).locator('pre').textContent()}\n`, text)
      // The key belongs to one server.
      await page.goto(`${address}/servers/shop/list_orders`)
      await settled(page, 'codex')
      assert.equal(await page.getByLabel('Server key').inputValue(), 'shop')
      await page.goto(`${address}/servers/plain/create_issue?target=zed&posture=deny-only&server=other`)
      await settled(page, 'zed')
      assert.equal(await page.getByLabel('Server key').inputValue(), 'other')
      assert.ok(await page.getByLabel('deny-only').isChecked())
      await page.goto(`${address}/servers/plain/create_issue?target=nothing&posture=none`)
      await settled(page, 'claude-code')
    })
  })

  test('a gateway that is named by its reader asks for the name, and others do not', async () => {
    await visit('/servers/plain/delete_repository', async (page) => {
      assert.ok(!(await page.getByLabel('Gateway', { exact: true }).isVisible()))
      await choose(page, 'agentcore')
      await page.getByLabel('Gateway', { exact: true }).fill('arn:mine')
      await shown(page).locator('pre').first().getByText('AgentCore::Gateway::"arn:mine"').waitFor()
      assert.ok((await shown(page).locator('details summary code').count()) > 0, 'companions')
    })
  })

  test('the words of the posture change with it', async () => {
    await visit('/servers/plain/create_issue', async (page) => {
      const words = page.locator('#policy-words')
      assert.equal(await words.textContent(), 'Allow, at most 30 calls a minute')
      await page.getByLabel('read-only').check({ force: true })
      assert.equal(await words.textContent(), 'Hide it from the model')
      await page.getByLabel('deny-only').check({ force: true })
      assert.equal(await words.textContent(), 'Not listed: unchanged')
    })
  })

  test('rules the whole server on the server’s page, and some of its tools when asked', async () => {
    await visit('/servers/plain', async (page) => {
      const self = site.byId.get('plain')!
      const opencode = targets.find(({ id }) => id === 'opencode') as Target
      await choose(page, 'opencode')
      assert.equal(
        `${await shown(page).locator('pre').textContent()}\n`,
        serverPolicy(self, opencode, 'guarded').snippet.text,
      )
      const chosen = self.tools.slice(0, 2)
      await page.evaluate(
        (slugs) => {
          const detail = { slugs, words: 'Rules for 2 tools' }
          document.dispatchEvent(new CustomEvent('policybook:tools', { detail }))
        },
        chosen.map(({ slug }) => slug),
      )
      await page.getByText('Rules for 2 tools').waitFor()
      const { text } = opencode.render(
        chosen.map(({ rules }) => rules.guarded),
        { defaultEffect: 'allow', serverKey: 'plain', tools: new Map(chosen.map(({ tool }) => [tool.name, tool])) },
      )
      await page.waitForFunction(
        (wanted) => `${document.querySelector('[data-target="opencode"] pre')?.textContent}\n` === wanted,
        text,
      )
      await page.evaluate(() =>
        document.dispatchEvent(new CustomEvent('policybook:tools', { detail: { slugs: undefined, words: '' } })),
      )
      await page.getByText('Rules for 2 tools').waitFor({ state: 'hidden' })
    })
  })

  test('gives the tools that a reader selects the rule that the reader chooses', async () => {
    await visit('/servers/plain', async (page) => {
      const self = site.byId.get('plain')!
      const opencode = targets.find(({ id }) => id === 'opencode') as Target
      await choose(page, 'opencode')
      const chosen = self.tools.filter(({ label }) => label === 'getWeatherForecast' || label === 'delete_repository')
      for (const { label } of chosen) await page.getByLabel(`Select ${label}`).check()
      for (const effect of ['deny', 'ask'] as const) {
        await page.locator('[data-pick-effect] select').selectOption(effect)
        if (effect === 'deny') await page.getByRole('button', { name: 'Policy for the 2 selected tools' }).click()
        const { text } = opencode.render(
          chosen.map(({ rule: { server, tool, effectWithoutLimit } }) => ({
            ...{ server, tool, effectWithoutLimit, effect, reason: 'Chosen by you.' },
            ...{ limits: [], unattended: [], conditions: [], because: [] },
          })),
          { defaultEffect: 'allow', serverKey: 'plain', tools: new Map(chosen.map(({ tool }) => [tool.name, tool])) },
        )
        await page.waitForFunction(
          (wanted) => `${document.querySelector('[data-target="opencode"] pre')?.textContent}\n` === wanted,
          text,
        )
        await page
          .getByText(effect === 'deny' ? '2 tools selected. Deny' : '2 tools selected. Ask before each call')
          .waitFor()
      }
      assert.equal(await page.locator('.policy-card-verdict small').textContent(), 'your choice')
      await page.getByRole('button', { name: 'Policy for all tools' }).click()
      await page.waitForFunction(
        (wanted) => `${document.querySelector('[data-target="opencode"] pre')?.textContent}\n` === wanted,
        serverPolicy(self, opencode, 'guarded').snippet.text,
      )
    })
  })

  test('copies and saves the whole of a policy that is shown in part', async () => {
    await visit('/servers/many', async (page) => {
      const self = site.byId.get('many')!
      for (const id of ['claude-code', 'intercept']) {
        await choose(page, id)
        const target = targets.find((one) => one.id === id) as Target
        const { text } = serverPolicy(self, target, 'guarded').snippet
        assert.ok(((await shown(page).locator('pre').textContent()) ?? '').length < text.length)
        await page.getByRole('button', { name: /^Cop/ }).click()
        await page.getByRole('button', { name: 'Copied' }).waitFor()
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text)
      }
    })
  })

  test('says that it could not render, and keeps what is shown', async () => {
    await visit('/servers/plain', async (page) => {
      await page.locator('.policy-card select option').nth(5).waitFor({ state: 'attached' })
      await page.route('**/rules.json', (route) => route.fulfill({ status: 404, body: 'Not found' }))
      await page.locator('.policy-card select').selectOption('zed')
      await page.locator('#announcement').getByText('could not be rendered').waitFor()
      assert.equal(await shown(page).getAttribute('data-target'), 'claude-code')
    }).catch((error) => {
      // The browser itself reports the answer of 404.
      assert.match(String(error), /404/)
    })
  })

  test('without JavaScript shows the three snippets and links the files of the server', async () => {
    await visit(
      '/servers/plain/create_issue',
      async (page) => {
        const panels = page.locator('.policy-card-panel')
        assert.equal(await panels.count(), 3)
        assert.ok(await panels.nth(0).locator('pre').isVisible())
        await panels.nth(1).locator(':scope > summary').click()
        assert.ok(await panels.nth(1).locator('pre').isVisible())
        for (const name of ['Copy', 'Download']) assert.equal(await page.getByRole('button', { name }).count(), 0)
        assert.ok(!(await page.locator('.policy-card select').isVisible()))
        const link = panels.nth(1).getByRole('link', { name: 'File for the whole server' })
        const file = await page.request.get(address + (await link.getAttribute('href')))
        assert.equal(file.status(), 200)
        assert.match(await file.text(), /create_issue/)
        await page.getByText('Show all of the description').waitFor({ state: 'detached' })
        await page.locator('#questions ~ details summary').first().click()
        assert.ok(await page.locator('#questions ~ details p').first().isVisible())
      },
      { javaScriptEnabled: false },
    )
  })

  for (const width of [1440, 360])
    test(`a remembered client does not move the page at ${width} pixels`, async () => {
      await visit(
        '/servers/plain/create_issue',
        async (page) => {
          await choose(page, 'agentcore')
          await page.goto(`${address}/servers/plain/delete_repository`)
          await settled(page, 'agentcore')
          await page.waitForTimeout(300)
          const shift = await page.evaluate(
            () =>
              new Promise<number>((done) => {
                new PerformanceObserver((list) => {
                  const all = list.getEntries() as (PerformanceEntry & { value: number })[]
                  done(all.reduce((sum, { value }) => sum + value, 0))
                }).observe({ type: 'layout-shift', buffered: true })
                setTimeout(() => done(0), 300)
              }),
          )
          assert.ok(shift <= 0.02, `shifts by ${shift}`)
        },
        { viewport: { width, height: 800 } },
      )
    })

  for (const path of ['/servers/plain/create_issue', '/servers/plain', '/servers/many'])
    test(`Copy is the twelfth stop of the keyboard at most: ${path}`, async () => {
      await visit(path, async (page) => {
        let tabs = 0
        const isCopy = () => page.evaluate(() => document.activeElement?.textContent === 'Copy')
        while (tabs < 20 && !(await isCopy())) {
          await page.keyboard.press('Tab')
          tabs++
        }
        assert.ok(tabs <= 12, `${tabs} tabs`)
      })
    })
})

describe('the parts of a tool’s page', () => {
  // Each part as it was accepted, one tag a line, so that a change shows as a line of the part that changed.
  for (const [part, path, from, to] of [
    ['tool-head', 'plain/delete_repository', '<header class="tool-head"', '</header>'],
    ['tool-head-titled', 'plain/create_issue', '<header class="tool-head"', '</header>'],
    ['description-marked', 'hostile/twice~~2', '<div class="tool-description"', '</div>'],
    ['description-hidden', 'hostile/hidden', '<div class="tool-description"', '</div>'],
    ['why', 'plain/delete_repository', '<h2 id="why"', '<h2'],
    ['why-reviewed', 'plain/get~weather~forecast', '<h2 id="why"', '<h2'],
    ['related-attacks', 'plain/delete_repository', '<h2 id="attacks"', '<h2'],
    ['traits', 'plain/delete_repository', '<h2 id="traits"', '<h2'],
    ['parameters', 'plain/create_issue', '<h2 id="parameters"', '<h2'],
    ['parameters-guarded', 'shop/write_file', '<h2 id="parameters"', '<h2'],
    ['parameters-recursive', 'hostile/cycle', '<h2 id="parameters"', '<h2'],
    ['related-tools', 'plain/delete_repository', '<h2 id="related"', '<h2'],
    ['evidence', 'hostile/twice~~2', '<h2 id="evidence"', '<h2'],
    ['questions', 'plain/delete_repository', '<h2 id="questions"', '<h2'],
    ['findings', 'hostile/hidden', '<h2 id="findings"', '<h2'],
    ['source', 'plain/create_issue', '<h2 id="source"', '</main'],
    ['policy-card', 'plain/delete_repository', '<section class="policy-card"', '</section>'],
  ] as const)
    test(`${part} is as it was accepted`, () => {
      const html = readFileSync(join(out, `servers/${path}.html`), 'utf8')
      const start = html.indexOf(from)
      assert.ok(start > 0, `${path} has no ${from}`)
      const end = html.indexOf(to, start + from.length)
      const text = `${html
        .slice(start, end)
        .replaceAll(/<script type="module".*?<\/script>/g, '')
        .replaceAll('><', '>\n<')
        .trimEnd()}\n`
      const expected = new URL(`expected/${part}.html`, import.meta.url)
      if (process.env['UPDATE_EXPECTED']) writeFileSync(expected, text)
      assert.equal(text, readFileSync(expected, 'utf8'))
    })

  test('the page of a server of 400 tools is not heavy', () => {
    const { size } = statSync(join(out, 'servers/many.html'))
    assert.ok(size <= 250_000, `${size} bytes`)
  })

  test('no page of a tool is heavy', () => {
    for (const file of globSync('servers/{plain,shop,many}/*.html', { cwd: out })) {
      const html = readFileSync(join(out, file), 'utf8')
      assert.ok(Buffer.byteLength(html) <= 22_000, `${file} has ${html.length} characters`)
      assert.ok((html.match(/<[a-z]/g) ?? []).length <= 500, file)
    }
  })

  test('a long description is cut until its reader asks for all of it, with and without a script', async () => {
    for (const javaScriptEnabled of [true, false])
      await visit(
        '/servers/hostile/long',
        async (page) => {
          const text = page.locator('.tool-description blockquote')
          const height = async () => (await text.boundingBox())?.height ?? 0
          const before = await height()
          assert.ok(before < 160, `${before} pixels`)
          await page.getByText('Show all of the description').click()
          assert.ok((await height()) > 1000)
        },
        { javaScriptEnabled },
      )
  })

  test('a reason lights its words while it is pointed at or in the address, and words against look different', async () => {
    await visit('/servers/plain/delete_repository', async (page) => {
      const lit = page.locator('mark.lit')
      assert.equal(await lit.count(), 0)
      await page.locator('.why li').first().hover()
      assert.ok((await lit.count()) > 0)
      await page.mouse.move(0, 0)
      await page.goto(`${address}/servers/plain/delete_repository#evidence-1`)
      assert.ok(await page.locator('#evidence-1').isVisible(), 'what is folded is opened')
      assert.ok((await lit.count()) > 0)
    })
    const marked = snapshots
      .flatMap(({ id }) => globSync(`servers/${id}/*.html`, { cwd: out }))
      .find((file) => readFileSync(join(out, file), 'utf8').includes('<mark class="against"'))
    assert.ok(marked, 'a page with a word against its rating')
    await visit(`/${marked.replace(/\.html$/, '')}`, async (page) => {
      const style = (selector: string) =>
        page
          .locator(selector)
          .first()
          .evaluate((mark) => getComputedStyle(mark).borderBottomStyle)
      assert.equal(await style('mark.against'), 'dotted')
      assert.notEqual(await style('mark:not(.against)'), 'dotted')
    })
  })
})
