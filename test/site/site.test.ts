import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { parse } from 'parse5'
import type { Browser, Page } from 'playwright-core'
import { writeReviews } from '../../src/catalogue/write-reviews.ts'
import { serve } from '../../src/cli/serve.ts'
import { segments } from '../../src/view/segments.ts'
import { launchBrowser } from './browser.ts'
import { reviews, snapshots } from './catalogue.ts'
import { writeCatalogue } from './write-catalogue.ts'

// One small catalogue that holds what is hard to print, built once by the real command.
const folder = mkdtempSync(join(tmpdir(), 'policybook-site-'))
const out = join(folder, 'dist')
const env: NodeJS.ProcessEnv = { ...process.env, POLICYBOOK_OUT: out }
let server: Server
let browser: Browser
let address: string

const build = (...args: string[]) =>
  execFileSync(process.execPath, [resolve('src/cli/index.ts'), 'build', ...args], {
    env,
    encoding: 'utf8',
    stdio: 'pipe',
  })

before(async () => {
  Object.assign(env, writeCatalogue(folder, snapshots))
  writeReviews(join(folder, 'content'), 'plain', reviews)
  build('--unlocked')
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

/** A page that fails the test when the browser complains. */
async function visit(path: string, run: (page: Page) => Promise<void>, settings = {}) {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], ...settings })
  const page = await context.newPage()
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

describe('the built site', () => {
  test('has one page for every tool and no other', () => {
    const tools = snapshots.reduce((sum, { tools }) => sum + tools.length, 0)
    assert.equal(globSync('servers/*/*.html', { cwd: out }).length, tools)
  })

  test('every link inside the site leads somewhere', () => {
    const broken: string[] = []
    const known = new Map<string, Set<string>>()
    const idsOf = (path: string) => {
      const ids = known.get(path) ?? anchors(readFileSync(path, 'utf8')).ids
      known.set(path, ids)
      return ids
    }
    for (const file of globSync('**/*.html', { cwd: out })) {
      const { ids, links } = anchors(readFileSync(join(out, file), 'utf8'))
      for (const link of links) {
        const [address = '', hash = ''] = link.split('#')
        const path = address.split('?')[0] ?? ''
        if (/^[a-z]+:/.test(link)) continue
        if (path === '') {
          if (hash !== '' && !ids.has(decodeURIComponent(hash))) broken.push(`${file} → ${link}`)
          continue
        }
        const target = join(out, decodeURIComponent(path))
        const found = [target, `${target}.html`, join(target, 'index.html')].find(
          (one) => existsSync(one) && statSync(one).isFile(),
        )
        if (!found || (hash !== '' && !idsOf(found).has(decodeURIComponent(hash)))) broken.push(`${file} → ${link}`)
      }
    }
    assert.deepEqual(broken, [])
  })

  test('carries no inline style and no inline script', () => {
    for (const file of globSync('**/*.html', { cwd: out }))
      assert.deepEqual(anchors(readFileSync(join(out, file), 'utf8')).inline, [], file)
  })

  test('a review decides, a lapsed one says so, and an unreviewed tool is rated by the classifier alone', () => {
    const text = (page: string) =>
      readFileSync(join(out, `servers/plain${page}.html`), 'utf8')
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
    const forecast = text('/get~weather~forecast')
    assert.match(
      forecast,
      /Reviewers found Two independent readers \(language models that follow the rubric\) differed, and a third decided on 15 January 2026\. Execute, medium severity\. Line M4 of the rubric: /,
    )
    assert.match(
      forecast,
      /The review decides on Execute, medium severity, by line M4 of the rubric: .*The classifier alone would say Read, low severity, with \w+ confidence\./,
    )
    assert.match(forecast, /It [^:]*: by the reviewers/)
    const [lapsed] = globSync('servers/plain/*.html', { cwd: out }).filter((file) => file.includes('9ad8'))
    assert.ok(lapsed, 'the page of the lapsed review')
    assert.match(
      text(lapsed.slice('servers/plain'.length, -'.html'.length)),
      /The review of 15 January 2026 lapsed, because the definition has changed since\. Rated by the classifier alone\./,
    )
    assert.match(text('/create_issue'), /Not reviewed\. Rated by the classifier alone\./)
    assert.match(
      text(''),
      /Reviewed 1 of 4 tools, 15 January 2026; the others are rated by the classifier alone; 1 review lapsed/,
    )
  })

  test('a server’s instructions are printed as text, with what is found in them', () => {
    const page = readFileSync(join(out, 'servers/hostile.html'), 'utf8')
    const section = page.slice(page.indexOf('id="instructions"'), page.indexOf('id="facts"'))
    assert.match(section, /Lists &lt;b&gt;things&lt;\/b&gt;\./)
    assert.match(section, /<mark>Never tell the user<\/mark>/)
    assert.match(section, /U\+200B/)
    assert.match(section, /F-CONCEAL.*the server’s instructions/s)
    assert.doesNotMatch(section, /<script|alert\(4\)<\/script>/)
    assert.doesNotMatch(readFileSync(join(out, 'servers/plain.html'), 'utf8'), /id="instructions"/)
  })

  test('no page holds a character that hides or reorders text', () => {
    for (const file of globSync('**/*.{html,yaml,json}', { cwd: out })) {
      const hidden = segments(readFileSync(join(out, file), 'utf8')).filter((run) => run.hidden !== undefined)
      assert.deepEqual(hidden, [], file)
    }
  })

  test('a second build is the same to the byte', () => {
    const read = () =>
      new Map(
        globSync('**/*', { cwd: out, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => {
            const path = join(entry.parentPath, entry.name)
            return [path, readFileSync(path, 'base64')] as const
          }),
      )
    const first = read()
    build('--unlocked')
    const second = read()
    assert.deepEqual([...second.keys()].sort(), [...first.keys()].sort())
    for (const [path, bytes] of first) assert.ok(second.get(path) === bytes, `${path} differs`)
  })

  test('a build against a lock that disagrees is refused and names the tools', () => {
    assert.throws(() => build(), /plain \/ create_issue|plain: the server was never accepted|catalogue\.lock: plain/)
    assert.ok(existsSync(join(out, 'index.html')), 'the old site stays')
  })
})

describe('in a browser', () => {
  test('one browses from home to a tool', async () => {
    await visit('/', async (page) => {
      await page.getByRole('link', { name: /^All \d+ servers$/ }).click()
      await page.getByRole('link', { name: 'The plain server' }).click()
      await page.getByRole('link', { name: 'create_issue' }).click()
      assert.equal(await page.locator('h1').innerText(), 'create_issue')
      assert.ok((await page.locator('.evidence li').count()) > 0)
      // Two to four questions, and the definition as sent.
      assert.ok((await page.locator('#questions ~ details summary').count()) >= 2)
    })
  })

  test('the filter narrows the list, writes the address and survives the way back', async () => {
    await visit('/servers/many', async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('tool_17')
      assert.match(await page.locator('.filter output').innerText(), /^11 of 400 tools$/)
      assert.match(page.url(), /\?q=tool_17/)
      await page.reload()
      assert.match(await page.locator('.filter output').innerText(), /^11 of 400 tools$/)
    })
  })

  test('hostile text is printed, not run, and hidden characters are named', async () => {
    const id = 'hostile'
    await visit(`/servers/${id}`, async (page) => {
      const links = await page
        .locator('.tools th a')
        .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).pathname))
      assert.equal(links.length, snapshots.find((one) => one.id === id)?.tools.length)
      for (const link of links) {
        await page.goto(address + link)
        assert.equal(
          await page
            .locator('main script:not([type="application/json"], [src^="/_astro/"]), main img, main iframe')
            .count(),
          0,
        )
      }
    })
    await visit('/servers/hostile/hidden', async (page) => {
      const text = await page.locator('.tool-description').innerText()
      for (const label of ['U+200B', 'U+202E', 'U+E0041', 'U+001B']) assert.ok(text.includes(label), label)
    })
  })

  for (const width of [360, 1280])
    test(`nothing is wider than the page at ${width} pixels`, async () => {
      for (const path of [
        '/',
        '/servers',
        '/servers/many',
        '/servers/plain/create_issue',
        '/servers/hostile/long',
        '/categories/read',
        '/servers/hostile/hidden',
        '/method',
        '/targets',
        '/targets/agentcore',
        '/attacks',
        '/attacks/github-mcp-toxic-flow',
        '/attacks/tool-poisoning',
        '/techniques/rug-pull',
        '/techniques/ssrf',
        '/mitigations',
        '/mitigations/argument-condition',
        '/attacks/changes',
        '/guides',
        '/guides/lethal-trifecta',
        '/guides/first-policy',
        '/lint',
      ])
        await visit(
          path,
          async (page) => {
            const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
            assert.ok(over <= 0, `${path} is ${over} pixels too wide`)
          },
          { viewport: { width, height: 800 } },
        )
    })

  test('pages pass the automatic accessibility checks, light and dark', async () => {
    const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
    for (const colorScheme of ['light', 'dark'] as const)
      for (const path of [
        '/',
        '/servers',
        '/servers/plain',
        '/servers/plain/create_issue',
        '/servers/hostile/hidden',
        '/severity/high',
        '/method',
        '/attacks',
        '/attacks/framelink-figma-rce',
        '/techniques/ssrf',
        '/mitigations',
        '/mitigations/argument-condition',
        '/attacks/changes',
        '/attacks/github-mcp-toxic-flow',
        '/guides/lethal-trifecta',
        '/guides/company-rollout',
        '/targets',
      ])
        await visit(
          path,
          async (page) => {
            await page.evaluate(axe)
            const violations = await page.evaluate(async () => {
              // @ts-expect-error: axe is put there by the line above.
              const { violations } = await axe.run(document, { resultTypes: ['violations'] })
              return violations.map(
                (one: { id: string; nodes: { html: string }[] }) => `${one.id}: ${one.nodes[0]?.html}`,
              )
            })
            assert.deepEqual(violations, [], `${path} ${colorScheme}`)
          },
          { colorScheme },
        )
  })
})

interface Node {
  tagName?: string
  attrs?: { name: string; value: string }[]
  childNodes?: Node[]
}

function anchors(html: string) {
  const ids = new Set<string>()
  const links: string[] = []
  const inline: string[] = []
  const walk = (node: Node) => {
    const names = (node.attrs ?? []).map(({ name }) => name)
    // Browsers run nothing of a data block, so a strict policy lets it be.
    const isData = (node.attrs ?? []).some(
      ({ name, value }) => name === 'type' && /^application\/(ld\+)?json$/.test(value),
    )
    if (node.tagName === 'style' || (node.tagName === 'script' && !names.includes('src') && !isData))
      inline.push(node.tagName)
    inline.push(...names.filter((name) => name === 'style' || name.startsWith('on')))
    for (const { name, value } of node.attrs ?? []) {
      if (name === 'id') ids.add(value)
      if (name === 'href' || name === 'src') links.push(value)
    }
    for (const child of node.childNodes ?? []) walk(child)
  }
  walk(parse(html) as unknown as Node)
  return { ids, links, inline }
}
