import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { brotliCompressSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { serve } from '../../src/cli/serve.ts'
import type { Snapshot } from '../../src/schema/snapshot.ts'
import { postureWords } from '../../src/view/rule-words.ts'
import { launchBrowser } from './browser.ts'
import { snapshots } from './catalogue.ts'
import { writeCatalogue } from './write-catalogue.ts'

// Servers that people have, with their real definitions and manifests, and one that is hostile.
const REAL = ['github', 'slack', 'notion', 'postgres', 'playwright']
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
].join('; ')

const folder = mkdtempSync(join(tmpdir(), 'policybook-jobs-'))
const out = join(folder, 'dist')
const env: NodeJS.ProcessEnv = { ...process.env, POLICYBOOK_OUT: out }
let server: Server
let browser: Browser
let address: string

before(async () => {
  const real = REAL.map((id) => JSON.parse(readFileSync(`catalogue/${id}.json`, 'utf8')) as Snapshot)
  const hostile = snapshots.filter(({ id }) => id === 'hostile')
  Object.assign(env, writeCatalogue(folder, [...real, ...hostile]))
  for (const id of REAL) cpSync(`content/servers/${id}.yaml`, join(folder, 'content/servers', `${id}.yaml`))
  execFileSync(process.execPath, [resolve('src/cli/index.ts'), 'build', '--unlocked'], { env, stdio: 'pipe' })
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

/** A page under the strict policy, which fails the test when the browser complains or asks another host. */
async function visit(path: string, run: (page: Page) => Promise<void>, settings = {}) {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], ...settings })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('dialog', () => complaints.push('a dialog was opened'))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(address) && !/^(?:data|blob):/.test(url)) complaints.push(`asked ${url}`)
    if (request.method() !== 'GET') complaints.push(`${request.method()} ${url}`)
  })
  await page.route('**/*', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, headers: { ...answer.headers(), 'content-security-policy': POLICY } })
  })
  try {
    await page.goto(address + path)
    await run(page)
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
  }
}

const copied = async (page: Page) => {
  await page.locator('.policy-file').getByRole('button', { name: 'Copy' }).first().click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  return page.evaluate(() => navigator.clipboard.readText())
}

const command = async (...args: string[]) => {
  const { stdout } = await promisify(execFile)(process.execPath, [resolve('src/cli/index.ts'), 'policy', ...args], {
    env,
  })
  return stdout
}

describe('the page of the reader’s servers', () => {
  const fragment = (target: string, posture: string) =>
    `/stack#${REAL.map((id) => `server=${id}`).join('&')}&posture=${posture}&target=${target}`

  for (const [target, posture] of [
    ['codex', 'read-only'],
    ['claude-code', 'guarded'],
    ['gateway', 'deny-only'],
  ] as const)
    test(`gives the same text for ${target} as the command`, async () => {
      await visit(fragment(target, posture), async (page) => {
        await page.locator('.policy-file').first().waitFor()
        const wanted = await command(
          '--target',
          target,
          '--posture',
          posture,
          ...(target === 'gateway' ? [REAL[0] as string] : REAL),
        )
        const files = page.locator('.policy-file')
        assert.equal(await copied(page), wanted)
        // A target with one file for each server has as many.
        assert.equal(await files.count(), target === 'gateway' ? REAL.length : 1)
      })
    })

  test('reads a pasted configuration, keeps no secret of it, and names what the catalogue lacks', async () => {
    const token = 'ghp_zQ9secret0123456789abcdefghijklmnopqr'
    const text = JSON.stringify({
      inputs: [],
      servers: {
        gh: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-github@2025.4.8'], env: { TOKEN: token } },
        pg: { command: 'docker', args: ['run', '-i', 'mcp/postgres', `postgresql://u:${token}@h/db`] },
        mine: { url: `https://mcp.example.com/${token}` },
        wrong: { env: { TOKEN: token } },
      },
    })
    await visit('/stack', async (page) => {
      await page.getByLabel('Paste the configuration').fill(text)
      await page.getByRole('button', { name: 'Read it' }).click()
      await page.getByText('VS Code: 2 of 3 servers are in the catalogue.').waitFor()
      await page.getByText('mine, remote server at mcp.example.com').waitFor()
      await page.getByText('wrong: it has no command and no url').waitFor()
      await page.locator('.policy-file').first().waitFor()
      const url = new URL(page.url())
      assert.equal(url.search, '')
      assert.deepEqual(new URLSearchParams(url.hash.slice(1)).getAll('server'), ['gh=github', 'pg=postgres'])
      assert.equal(new URLSearchParams(url.hash.slice(1)).get('target'), 'vscode')
      const kept = await page.evaluate(() =>
        JSON.stringify([document.documentElement.outerHTML, location.href, { ...localStorage }, { ...sessionStorage }]),
      )
      assert.ok(!kept.includes('zQ9secret'))
      assert.equal(await page.getByLabel('Paste the configuration').inputValue(), '')
      // The same stack from its address alone.
      const before = await copied(page)
      assert.match(before, /create_repository[\s\S]*"query"/)
      await page.reload()
      await page.locator('.policy-file').first().waitFor()
      assert.equal(await copied(page), before)
    })
  })

  test('takes a file that is dropped', async () => {
    await visit('/stack', async (page) => {
      const data = await page.evaluateHandle(() => {
        const transfer = new DataTransfer()
        const text = '[mcp_servers.browser]\ncommand = "npx"\nargs = ["@playwright/mcp@latest"]\n'
        transfer.items.add(new File([text], 'config.toml'))
        return transfer
      })
      await page.dispatchEvent('main', 'drop', { dataTransfer: data })
      await page.getByText('Codex: 1 of 1 server is in the catalogue.').waitFor()
      await page.getByText(/rated .*, you run latest/).waitFor()
      assert.match(await copied(page), /\[mcp_servers\.browser/)
    })
  })

  test('finds the trifecta, and its fix leaves no way without approval', async () => {
    await visit('/stack#server=github&server=slack&posture=guarded&target=gateway', async (page) => {
      await page.getByText('Smallest fix: ask before').waitFor()
      const before = await copied(page)
      await page.getByLabel(/Smallest fix/).check()
      await page.getByText(/at least one step needs approval|this policy breaks it/).waitFor()
      assert.notEqual(await copied(page), before)
      assert.match(page.url(), /fix=ask/)
    })
  })

  test('says where the file goes, what each posture does, and in which modes the client does not ask', async () => {
    await visit('/stack#server=github&posture=guarded&target=codex', async (page) => {
      await page.locator('.policy-file').first().waitFor()
      for (const words of Object.values(postureWords)) assert.ok(await page.getByText(words).isVisible())
      const panel = await page.locator('.policy-panel').innerText()
      assert.match(panel, /Add its lines to your existing table in ~\/\.codex\/config\.toml/)
      assert.match(panel, /Codex does not ask in these modes, whatever the file says: .*danger-full-access/)
      // Nothing is asked, so there is nothing to warn of.
      await page.getByLabel('Client or gateway').selectOption('intercept')
      await page.getByText('Codex does not ask').waitFor({ state: 'hidden' })
    })
  })

  test('works by keyboard, and chooses from the list', async () => {
    await visit('/stack', async (page) => {
      await page.getByLabel('Find a server').fill('gith')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Space')
      await page.getByRole('link', { name: 'GitHub' }).first().waitFor()
      await page.getByLabel('Your name for it').fill('gh')
      await page.locator('.policy-file').first().waitFor()
      await page.waitForFunction(() => location.hash.includes('gh%3Dgithub'))
      assert.match(await copied(page), /mcp__gh__/)
      await page.getByRole('button', { name: 'Remove github' }).press('Enter')
      await page.getByText('Choose a server to see its policy.').waitFor()
      assert.equal(new URL(page.url()).hash, '')
    })
  })

  test('says without JavaScript what is missing', async () => {
    await visit(
      '/stack',
      async (page) => assert.match(await page.locator('.stack-noscript').innerText(), /needs JavaScript/),
      {
        javaScriptEnabled: false,
      },
    )
  })
})

describe('the page of the reader’s own server', () => {
  test('rates a list, quotes what led to it, and gives a policy under the reader’s name', async () => {
    const tools = [
      { name: 'delete_order', description: 'Permanently delete an order.', inputSchema: { type: 'object' } },
      { name: 'get_order', description: 'Get an order.', inputSchema: { type: 'object' } },
    ]
    await visit('/your-server', async (page) => {
      await page.getByLabel('Server key').fill('shop')
      await page.getByLabel('Paste the answer').fill(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools } }))
      await page.getByRole('button', { name: 'Rate these tools' }).click()
      await page.getByText('2 tools: 1 high, 1 medium.').waitFor()
      await page.getByText('“delete_order” in the name').first().waitFor()
      assert.match(await copied(page), /mcp__shop__delete_order/)
      assert.doesNotMatch(page.url(), /delete_order|shop/)
    })
  })

  test('prints hostile definitions as text, in the words that the site itself has for them', async () => {
    const { tools } = snapshots.find(({ id }) => id === 'hostile') as Snapshot
    await visit('/your-server', async (page) => {
      await page.getByLabel('Paste the answer').fill(JSON.stringify({ tools }))
      await page.getByRole('button', { name: 'Rate these tools' }).click()
      await page.locator('.own-tools li').first().waitFor()
      assert.equal(await page.locator('.own-tools li').count(), tools.length)
      assert.equal(await page.locator('.own-tools script, .own-tools img').count(), 0)
      assert.match(await page.locator('.own-tools').innerText(), /<script>alert\(3\)<\/script>/)
    })
  })

  test('says what is wrong with a text that is no list', async () => {
    await visit('/your-server', async (page) => {
      await page.getByLabel('Paste the answer').fill('{"tools": [')
      await page.getByRole('button', { name: 'Rate these tools' }).click()
      await page.getByText('It is not JSON.').waitFor()
    })
  })

  test('fetches at most 150 KiB, as Brotli makes it, to rate and to render, and nothing of it before', async () => {
    const sizes: Promise<number>[] = []
    await visit('/your-server', async (page) => {
      const before = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
      assert.ok(!before.some((name) => name.includes('rules.json')))
      page.on('response', (response) => {
        sizes.push(response.body().then((body) => brotliCompressSync(body).length))
      })
      await page.getByRole('button', { name: 'Use an example' }).click()
      await page.locator('.policy-file').first().waitFor()
      await page.waitForLoadState('networkidle')
      await Promise.all(sizes)
    })
    const bytes = (await Promise.all(sizes)).reduce((sum, one) => sum + one, 0)
    assert.ok(bytes > 100_000 && bytes < 150 * 1024, String(bytes))
  })
})

describe('the pages of names and comparisons', () => {
  test('list every name with who offers it, and lead to tools side by side', async () => {
    await visit('/tools', async (page) => {
      await page.getByRole('navigation', { name: 'First letter' }).getByRole('link', { name: 'C' }).first().click()
      await page.getByRole('heading', { name: 'Tool names: C' }).waitFor()
      assert.ok(await page.getByText('create_issue', { exact: true }).isVisible())
      await page.getByRole('link', { name: 'GitHub' }).first().click()
      await page.waitForURL(/servers\/github\//)
    })
  })

  test('sort the servers, mark the lethal trifecta, and show the tools that a verdict counts', async () => {
    await visit('/servers', async (page) => {
      const tools = () => page.locator('#servers tbody td:nth-of-type(1)').allInnerTexts()
      const before = await tools()
      await page.getByLabel('Sort by').selectOption('tools')
      const numbers = (await tools()).map((text) => Number.parseInt(text, 10))
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => b - a),
      )
      assert.match(page.url(), /\?sort=tools$/)
      await page.reload()
      assert.equal(Number.parseInt((await tools())[0] ?? '', 10), numbers[0])
      await page.getByLabel('Sort by').selectOption('name')
      assert.deepEqual(await tools(), before)
      await page.getByLabel('Mark').selectOption('trifecta')
      const shown = page.locator('#servers tbody tr:visible')
      assert.equal(await shown.count(), await shown.getByRole('link', { name: 'Lethal trifecta' }).count())
      await shown.getByRole('link', { name: 'GitHub' }).first().click()
      await page.locator('.verdict a').last().click()
      const count = Number.parseInt(await page.locator('.verdict a').last().innerText(), 10)
      await page.getByRole('button', { name: `Policy for these ${count} tools` }).waitFor()
      assert.equal(await page.locator('#tool-list tbody tr:visible').count(), count)
    })
  })

  test('put two servers side by side, chosen from the list', async () => {
    await visit('/compare?servers=github', async (page) => {
      await page.getByText('Choose one more server.').waitFor()
      await page.getByLabel('Slack').check()
      await page.getByRole('columnheader', { name: 'Slack' }).waitFor()
      assert.match(page.url(), /servers=github,slack$/)
      const row = page.getByRole('row', { name: /^Tools / })
      assert.equal(await row.innerText().then((text) => text.replace(/\s+/g, ' ')), 'Tools 26 8')
    })
  })

  test('put tools of one name side by side, also hostile ones', async () => {
    await visit('/compare?names=create_issue', async (page) => {
      await page.getByRole('columnheader', { name: 'create_issue' }).waitFor()
      await page
        .getByText(/denies|Ask first|Allow/)
        .first()
        .waitFor()
    })
    await visit(`/compare?names=${encodeURIComponent('"><script>alert(3)</script>')}`, async (page) => {
      await page.getByRole('columnheader', { name: '<script>alert(3)</script>' }).waitFor()
    })
    await visit('/compare?names=__proto__', async (page) => {
      await page.getByText('No server of the catalogue offers').waitFor()
    }).catch(({ message }: Error) => assert.match(message, /404/))
  })

  test('say who makes the site and how to correct it', async () => {
    await visit('/about', async (page) => {
      await page.getByRole('heading', { name: 'Report or correct something' }).waitFor()
      assert.ok((await page.getByRole('link', { name: /github\.com/ }).count()) > 0)
    })
  })
})

describe('the page that checks a policy', () => {
  const wrong = { permissions: { allow: ['mcp__*', 'mcp__gh__delete_branchs'], deny: ['mcp__gh__create_isue'] } }

  test('finds the same as the command, and gives the same corrected text', async () => {
    const path = join(folder, 'settings.json')
    const text = JSON.stringify(
      { permissions: { ...wrong.permissions, deny: ['mcp__gh__x(a)', 'mcp__gh__x(a)'] } },
      null,
      2,
    )
    writeFileSync(path, text)
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [resolve('src/cli/index.ts'), 'lint-policy', '--target', 'claude-code', '--json', path],
      { env },
    ).catch((error: { stdout: string }) => error)
    const wanted = (JSON.parse(stdout) as { rule: string; line: number; column: number }[]).map(
      ({ rule, line, column }) => [rule, line, column],
    )
    assert.ok(wanted.length > 0)
    await visit('/check', async (page) => {
      await page.getByLabel('Paste a policy').fill(text)
      await page.getByRole('button', { name: 'Check it' }).click()
      await page.getByText(`${wanted.length} finding`).waitFor()
      const found = await page.locator('.check-findings > li').evaluateAll((entries) =>
        entries.map((entry) => {
          const [, line, column] = /in line (\d+), column (\d+)/.exec(entry.textContent ?? '') ?? []
          return [entry.querySelector('a')?.textContent, Number(line), Number(column)]
        }),
      )
      assert.deepEqual(found, wanted)
      const shown = await copied(page)
      const fixing = ['lint-policy', '--target', 'claude-code', '--fix', path]
      await promisify(execFile)(process.execPath, [resolve('src/cli/index.ts'), ...fixing], { env }).catch(() => {})
      assert.notEqual(shown, text)
      assert.equal(shown, readFileSync(path, 'utf8'))
    })
  })

  test('checks names of tools against the file that starts the servers', async () => {
    await visit('/check', async (page) => {
      await page.getByLabel('Paste a policy').fill(JSON.stringify(wrong))
      await page.getByText('Check tool names').click()
      const config = { mcpServers: { gh: { command: 'npx', args: ['@modelcontextprotocol/server-github'] } } }
      await page.getByLabel('The file that starts your servers').fill(JSON.stringify(config))
      await page.getByRole('button', { name: 'Check it' }).click()
      await page.getByText('create_isue').first().waitFor()
      assert.match(await page.locator('.check-findings').innerText(), /create_issue/)
    })
  })

  test('says what it cannot tell', async () => {
    await visit('/check', async (page) => {
      await page.getByLabel('Paste a policy').fill('<script>alert(1)</script>')
      await page.getByRole('button', { name: 'Check it' }).click()
      await page.getByText('Nothing was checked').waitFor()
    })
  })
})

describe('every page of a job', () => {
  const pages: [string, (page: Page) => Promise<void>][] = [
    ['/stack', async () => {}],
    [
      '/stack#server=github&server=slack&target=gateway&posture=guarded',
      async (page) => {
        await page.getByText('Smallest fix').waitFor()
        await page.locator('details:not([open])').first().locator('summary').click()
        await page.getByLabel('Paste the configuration').fill('{"mcpServers":{"x":{"url":"https://a.example"},"y":{}}}')
        await page.getByRole('button', { name: 'Read it' }).click()
        await page.getByText('Problems in the file').waitFor()
      },
    ],
    [
      '/your-server',
      async (page) => {
        await page.getByRole('button', { name: 'Use an example' }).click()
        await page.locator('.own-tools li').first().waitFor()
      },
    ],
    ['/tools', async () => {}],
    ['/tools/c', async () => {}],
    ['/compare?servers=github,slack', async (page) => page.getByRole('columnheader', { name: 'Slack' }).waitFor()],
    ['/compare?names=create_issue', async (page) => page.getByRole('columnheader').first().waitFor()],
    ['/about', async () => {}],
    [
      '/check',
      async (page) => {
        await page.getByLabel('Paste a policy').fill('{"permissions":{"deny":["mcp__gh__x(a)","mcp__gh__x(a)"]}}')
        await page.getByRole('button', { name: 'Check it' }).click()
        await page.locator('.check-findings > li').first().waitFor()
      },
    ],
  ]
  for (const [path, act] of pages)
    for (const colorScheme of ['light', 'dark'] as const)
      test(`${path} has no fault that axe can see, ${colorScheme}, and does not scroll sideways`, async () => {
        await visit(
          path,
          async (page) => {
            await act(page)
            await page.addScriptTag({ path: resolve('node_modules/axe-core/axe.min.js') })
            const violations = await page.evaluate(() =>
              (globalThis as unknown as { axe: typeof import('axe-core') }).axe
                .run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
                .then(({ violations }) =>
                  violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 150))]),
                ),
            )
            assert.deepEqual(violations, [])
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
          },
          { colorScheme, viewport: { width: 320, height: 800 }, bypassCSP: true },
        )
      })
})
