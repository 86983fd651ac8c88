import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'parse5'
import { writeReviews } from '../../src/catalogue/write-reviews.ts'
import { serve } from '../../src/cli/serve.ts'
import { childrenOf, only, parseXml } from '../view/api/xml.ts'
import { launchBrowser } from './browser.ts'
import { reviews, snapshots } from './catalogue.ts'
import { writeCatalogue } from './write-catalogue.ts'

// One small catalogue, built once by the real command for a host and a path of its own.
const AT = 'https://docs.example.org'
const BASE = '/tools'
const folder = mkdtempSync(join(tmpdir(), 'policybook-machine-'))
const web = join(folder, 'web')
const out = join(web, 'tools')
let server: Server
let address: string

before(async () => {
  const env = {
    ...process.env,
    POLICYBOOK_OUT: out,
    POLICYBOOK_SITE: AT,
    POLICYBOOK_BASE: BASE,
    ...writeCatalogue(folder, snapshots),
  }
  writeReviews(join(folder, 'content'), 'plain', reviews)
  mkdirSync(web)
  writeFileSync(join(web, 'index.html'), '<!doctype html>\n')
  execFileSync(process.execPath, [resolve('src/cli/index.ts'), 'build', '--unlocked'], { env, stdio: 'pipe' })
  server = await serve(web, 0)
  // Longer than the pages take to read: a connection that closes meanwhile fails the next request.
  server.keepAliveTimeout = 600_000
  address = `http://localhost:${(server.address() as AddressInfo).port}`
})

after(() => {
  server?.closeAllConnections()
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What the built site answers at one of its own addresses. */
async function get(url: string): Promise<Response> {
  assert.ok(url.startsWith(`${AT}${BASE}/`), `${url} is not below the path of the site`)
  return fetch(`${address}${url.slice(AT.length)}`)
}

async function json(url: string) {
  const response = await get(url)
  assert.equal(response.status, 200, url)
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
  return response.json()
}

/** What is in the head of a page, and what it shows of it. */
interface Read {
  file: string
  titles: string[]
  metas: Map<string, string>
  canonical: string[]
  alternates: { type: string; href: string }[]
  data: Record<string, unknown>[]
  weight: number
  trail: string[]
  questions: { ask: string; answer: string }[]
}

interface Node {
  tagName?: string
  value?: string
  attrs?: { name: string; value: string }[]
  childNodes?: Node[]
}

const words = (node: Node): string => (node.value ?? '') + (node.childNodes ?? []).map(words).join('')
const flat = (text: string) => text.replace(/\s+/g, ' ').trim()

function readPage(file: string): Read {
  const page: Read = {
    file,
    titles: [],
    metas: new Map(),
    canonical: [],
    alternates: [],
    data: [],
    weight: 0,
    trail: [],
    questions: [],
  }
  const walk = (node: Node, inTrail: boolean) => {
    const of = Object.fromEntries((node.attrs ?? []).map(({ name, value }) => [name, value]))
    const children = node.childNodes ?? []
    // A drawing has titles of its own.
    if (node.tagName === 'svg') return
    if (node.tagName === 'title') page.titles.push(words(node))
    if (node.tagName === 'meta') {
      const key = of['name'] ?? of['property']
      if (key !== undefined) {
        assert.ok(!page.metas.has(key), `${file} has ${key} twice`)
        page.metas.set(key, of['content'] ?? '')
      }
    }
    if (of['rel'] === 'canonical') page.canonical.push(of['href'] ?? '')
    if (of['rel'] === 'alternate') page.alternates.push({ type: of['type'] ?? '', href: of['href'] ?? '' })
    if (node.tagName === 'script' && of['type'] === 'application/ld+json') {
      page.weight += Buffer.byteLength(words(node))
      page.data.push(...JSON.parse(words(node))['@graph'])
    }
    const isTrail = inTrail || of['aria-label'] === 'Breadcrumb'
    if (isTrail && node.tagName === 'li') page.trail.push(flat(words(node)))
    if (node.tagName === 'details') {
      const [summary, ...rest] = children.filter((child) => child.tagName !== undefined)
      if (summary?.tagName === 'summary')
        page.questions.push({ ask: flat(words(summary)), answer: flat(rest.map(words).join(' ')) })
    }
    for (const child of children) walk(child, isTrail)
  }
  walk(parse(readFileSync(join(out, file), 'utf8')) as unknown as Node, false)
  return page
}

let read: Read[] | undefined
const pages = () => {
  read ??= globSync('**/*.html', { cwd: out }).map((file) => readPage(file.replaceAll('\\', '/')))
  return read
}
const urlOf = (file: string) =>
  `${AT}${BASE}/${
    file === 'index.html'
      ? ''
      : file
          .replace(/\.html$/, '')
          .split('/')
          .map(encodeURIComponent)
          .join('/')
  }`

describe('the built site, for programs', () => {
  test('every document that the catalogue names is there, and is valid by the schema that it names', async () => {
    const index = await json(`${AT}${BASE}/api/v1/index.json`)
    const ajv = new Ajv2020({ strict: true, validateFormats: false })
    const check = async (value: { $schema: string }, what: string) => {
      const validate = ajv.getSchema(value.$schema) ?? ajv.compile((await json(value.$schema)) as object)
      assert.ok(validate(value), `${what} ${JSON.stringify(validate.errors?.slice(0, 3))}`)
    }
    await check(index, 'index')
    assert.deepEqual(
      index.servers.map(({ id }: { id: string }) => id),
      snapshots.map(({ id }) => id).toSorted(),
    )
    let count = 0
    for (const { url } of index.documents as { url: string }[])
      for (const { id } of url.includes('{server}') ? snapshots : [{ id: '' }]) {
        if (url.includes('{attack}')) continue
        const response = await get(url.replace('{server}', id))
        assert.equal(response.status, 200, url)
        const text = await response.text()
        assert.notEqual(text, '')
        if (/\/api\/v1\/.*\.json$/.test(url)) await check(JSON.parse(text), url)
        count++
      }
    assert.ok(count > 30, `${count}`)
    for (const one of index.servers)
      for (const [name, url] of Object.entries<string>(one.urls))
        if (name !== 'policies') assert.equal((await get(url)).status, 200, url)
    const { targets } = await json(`${AT}${BASE}/api/v1/targets.json`)
    for (const { files } of targets)
      for (const file of Object.values<string>(files))
        assert.equal((await get(`${index.servers[0].urls.policies}${file}`)).status, 200, file)
  })

  test('every tool’s address in the data is that of its page', async () => {
    for (const { id, tools } of snapshots) {
      const server = await json(`${AT}${BASE}/api/v1/servers/${id}.json`)
      assert.equal(server.tools.length, tools.length)
      for (const { url } of server.tools.slice(0, 20)) {
        const page = await (await get(url)).text()
        assert.ok(page.includes(`<link rel="canonical" href="${url}">`), url)
      }
    }
  })

  test('files have their types', async () => {
    for (const [path, type] of [
      ['servers/changes.atom', 'application/atom+xml'],
      ['attacks/feed.atom', 'application/atom+xml'],
      ['sitemap.xml', 'text/xml'],
      // A browser shows plain text and would save Markdown.
      ['servers/plain.md', 'text/'],
      ['servers/plain/badge.svg', 'image/svg+xml'],
      ['servers/plain/share.png', 'image/png'],
      ['api/v1/tools.csv', 'text/'],
      ['llms.txt', 'text/plain'],
      ['.well-known/security.txt', 'text/plain'],
      // As clients of a registry ask for it.
      ['v0.1/servers', 'application/json'],
      ['v0.1/servers/org.example.docs%2Fplain/versions/latest', 'application/json'],
    ] as const) {
      const response = await get(`${AT}${BASE}/${path}`)
      assert.equal(response.status, 200, path)
      assert.ok(
        response.headers.get('content-type')?.startsWith(type),
        `${path} ${response.headers.get('content-type')}`,
      )
    }
  })

  test('the sitemap has every page once, at its canonical address, and robots.txt names it', () => {
    const index = parseXml(readFileSync(join(out, 'sitemap.xml'), 'utf8'))
    const locations = childrenOf(index, 'sitemap').flatMap((part) => {
      const file = only(part, 'loc').text.slice(`${AT}${BASE}/`.length)
      return childrenOf(parseXml(readFileSync(join(out, file), 'utf8')), 'url').map((one) => only(one, 'loc').text)
    })
    const wanted = pages().filter(({ file }) => file !== '404.html')
    assert.deepEqual(locations, wanted.map(({ file }) => urlOf(file)).toSorted())
    for (const { file, canonical, metas } of wanted) {
      assert.deepEqual(canonical, [urlOf(file)], file)
      assert.equal(metas.get('og:url'), urlOf(file))
      assert.equal(metas.get('robots'), undefined)
    }
    const missing = pages().find(({ file }) => file === '404.html')
    assert.deepEqual([missing?.canonical, missing?.metas.get('robots')], [[], 'noindex'])
    assert.match(
      readFileSync(join(out, 'robots.txt'), 'utf8'),
      /^Sitemap: https:\/\/docs\.example\.org\/tools\/sitemap\.xml$/m,
    )
  })

  test('every page has one title and one description that results show whole', () => {
    for (const { file, titles, metas } of pages()) {
      assert.equal(titles.length, 1, file)
      const [title = ''] = titles
      const description = metas.get('description') ?? ''
      assert.ok(title.length > 0 && title.length <= 65, `${file}: ${title.length} "${title}"`)
      assert.ok(description.length > 0 && description.length <= 160, `${file}: ${description.length} "${description}"`)
    }
    const lists = pages().filter(({ file }) => /^(categories|severity)\/[^/]+(\/\d+)?\.html$/.test(file))
    assert.ok(lists.some(({ file }) => file.endsWith('/2.html')))
    assert.equal(new Set(lists.map(({ metas }) => metas.get('description'))).size, lists.length)
  })

  test('every page has what other sites show beside a link, with a picture that is there', () => {
    const seen = new Set<string>()
    for (const { file, metas } of pages()) {
      for (const key of ['og:type', 'og:site_name', 'og:title', 'og:description', 'og:image', 'twitter:card'])
        assert.notEqual(metas.get(key) ?? '', '', `${file} ${key}`)
      const picture = metas.get('og:image') as string
      assert.ok(picture.startsWith(`${AT}${BASE}/`), picture)
      const [, id] = /^servers\/([^/]+?)(?:\/.*)?\.html$/.exec(file) ?? []
      assert.equal(picture, `${AT}${BASE}/${id === undefined ? '' : `servers/${id}/`}share.png`, file)
      seen.add(picture)
    }
    assert.equal(seen.size, snapshots.length + 1)
    const hashes = [...seen].map((picture) => {
      const png = readFileSync(join(out, picture.slice(`${AT}${BASE}/`.length)))
      // The header of PNG, and the width and height of its first part. Source: w3.org/TR/png.
      assert.equal(png.subarray(0, 8).toString('hex'), '89504e470d0a1a0a')
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1200, 630])
      assert.ok(png.length > 5_000 && png.length < 200_000, `${png.length}`)
      return png.toString('base64')
    })
    assert.equal(new Set(hashes).size, seen.size)
  })

  test('the data block of a page says what the page shows', () => {
    const counted = { BreadcrumbList: 0, TechArticle: 0, FAQPage: 0, Dataset: 0 }
    for (const { file, data, trail, questions, weight } of pages()) {
      const kinds = data.map((node) => node['@type'] as string)
      assert.equal(new Set(kinds).size, kinds.length, file)
      for (const kind of kinds) if (kind in counted) counted[kind as keyof typeof counted]++
      const crumbs = data.find((node) => node['@type'] === 'BreadcrumbList') as
        | { itemListElement: { name: string; position: number; item?: string }[] }
        | undefined
      if (trail.length > 0) {
        assert.deepEqual(
          crumbs?.itemListElement.slice(1).map(({ name }) => flat(name)),
          trail,
          file,
        )
        for (const [at, { position, item }] of crumbs?.itemListElement.entries() ?? []) {
          assert.equal(position, at + 1)
          if (item !== undefined) assert.ok(existsAt(item), `${file} ${item}`)
        }
      }
      const faq = data.find((node) => node['@type'] === 'FAQPage') as
        | { mainEntity: { name: string; acceptedAnswer: { text: string } }[] }
        | undefined
      for (const { name, acceptedAnswer } of faq?.mainEntity ?? []) {
        const shown = questions.find(({ ask }) => ask === flat(name))
        assert.equal(shown?.answer, flat(acceptedAnswer.text), `${file}: ${name}`)
      }
      if (/^servers\/[^/]+\/[^/]+\.html$/.test(file)) {
        assert.ok(kinds.includes('TechArticle'), file)
        // A hostile name is in the trail twice; what is ours keeps the limit.
        if (!file.startsWith('servers/hostile/')) assert.ok(weight <= 1_200, `${file}: ${weight} bytes`)
      }
      if (/^(attacks|guides)\/(?!changes)[^/]+\.html$/.test(file)) assert.ok(kinds.includes('TechArticle'), file)
    }
    assert.equal(counted.Dataset, 1)
    assert.ok(
      counted.FAQPage > 50 && counted.TechArticle > 400 && counted.BreadcrumbList > 500,
      JSON.stringify(counted),
    )
  })

  test('every other form that a page names is there', async () => {
    const named = new Set(pages().flatMap(({ alternates }) => alternates.map(({ href }) => href)))
    assert.ok(named.size > 2 * snapshots.length)
    for (const href of named) assert.ok(existsAt(href), href)
  })

  test('the commands on the page of the interface run on the site, and say what they promise', async () => {
    const page = parse(readFileSync(join(out, 'api.html'), 'utf8')) as unknown as Node
    const codes: string[] = []
    const walk = (node: Node) => {
      if (node.tagName === 'pre') codes.push(words(node))
      for (const child of node.childNodes ?? []) walk(child)
    }
    walk(page)
    const commands = codes.filter((code) => /^(curl|node) /.test(code))
    assert.ok(commands.length >= 6)
    const said = await Promise.all(commands.map((command) => run(command.replaceAll(AT, address))))
    for (const [at, text] of said.entries()) assert.notEqual(text.trim(), '', commands[at])
    const critical = commands.findIndex((command) => command.includes("'Critical'"))
    const id = /servers\/([a-z-]+)\.json/.exec(commands[critical] ?? '')?.[1]
    const data = await json(`${AT}${BASE}/api/v1/servers/${id}.json`)
    assert.deepEqual(
      said[critical]?.trim().split('\n'),
      data.tools
        .filter((tool: { severity: string }) => tool.severity === 'Critical')
        .map(({ name }: { name: string }) => name),
    )
    for (const code of codes)
      for (const [url] of code.matchAll(/https:\/\/docs\.example\.org[^\s'")]*/g)) assert.ok(existsAt(url), url)
  })
})

test('the page of the interface is accessible, fits a small screen, and copies its commands', async () => {
  const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
  const browser = await launchBrowser()
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ colorScheme, permissions: ['clipboard-read', 'clipboard-write'] })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(String(error)))
      await page.setViewportSize({ width: 320, height: 800 })
      await page.goto(`${address}${BASE}/api`)
      const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth])
      assert.ok((whole ?? 0) <= (inner ?? 0), `${whole} px wide on ${inner}`)
      await page.evaluate(axe)
      const violations = await page.evaluate(async () => {
        // @ts-expect-error: axe is put there by the line above.
        const { violations } = await axe.run(document, { resultTypes: ['violations'] })
        return violations.map((one: { id: string; nodes: { html: string }[] }) => `${one.id}: ${one.nodes[0]?.html}`)
      })
      assert.deepEqual(violations, [], colorScheme)
      await page.getByRole('button', { name: 'Copy: The whole catalogue' }).click()
      const copied = await page.evaluate(() => navigator.clipboard.readText())
      assert.equal(copied, `curl -s ${AT}${BASE}/api/v1/index.json\n`)
      assert.deepEqual(complaints, [])
      await context.close()
    }
  } finally {
    await browser.close()
  }
})

/** Whether one of the site's own addresses leads to a file. */
function existsAt(url: string): boolean {
  assert.ok(url.startsWith(`${AT}${BASE}/`), url)
  const path = join(out, ...url.slice(`${AT}${BASE}/`.length).split('/').map(decodeURIComponent))
  return [path, `${path}.html`, join(path, 'index.html')].some((one) => existsSync(one) && /\.[a-z]+$/.test(one))
}

/** Runs a command of the page: `curl -s ADDRESS` as a request, `node` as this Node. */
async function run(command: string): Promise<string> {
  const [, url] = /^curl -s (\S+)$/.exec(command) ?? []
  if (url !== undefined) {
    const response = await fetch(url)
    assert.equal(response.status, 200, command)
    return response.text()
  }
  const [, code] = /^node -e "([^"$`\\!]*)"$/.exec(command) ?? assert.fail(`a shell would change ${command}`)
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', code as string])
  return stdout
}
