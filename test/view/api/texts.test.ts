import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Node, Parser } from 'commonmark'
import fc from 'fast-check'
import { childrenOf, only, parseXml } from './xml.ts'

process.env['POLICYBOOK_SITE'] = 'https://docs.example.org'
process.env['POLICYBOOK_BASE'] = '/tools'
const { serverBadge } = await import('../../../src/view/api/badge.ts')
const { llmsText } = await import('../../../src/view/api/llms-text.ts')
const { markdownCode, markdownFence, markdownText } = await import('../../../src/view/api/markdown.ts')
const { securityText } = await import('../../../src/view/api/security-text.ts')
const { attackMarkdown, serverMarkdown } = await import('../../../src/view/api/twins.ts')
const { sharePicture } = await import('../../../src/view/api/share-picture.ts')
const { breakers, hostileSite } = await import('./hostile-catalogue.ts')

const site = hostileSite()

/** The nodes of a document as CommonMark's own parser sees them. */
function nodesOf(text: string): Node[] {
  const nodes: Node[] = []
  const walker = new Parser().parse(text).walker()
  for (let event = walker.next(); event; event = walker.next()) if (event.entering) nodes.push(event.node)
  return nodes
}
const kinds = (text: string) => nodesOf(text).map(({ type }) => type)

const hostile = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      '`',
      '~',
      '\n',
      '\r',
      ' ',
      '\t',
      '#',
      '-',
      'a',
      '*',
      '_',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '&',
      '!',
      '\\',
      '|',
      '1',
      '.',
      '\u202e',
    ),
  }),
  fc.constantFrom(...breakers),
)

test('a fenced block is one block of code, whatever is in it', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const nodes = nodesOf(`before\n\n${markdownFence(text)}\n\nafter`)
      assert.deepEqual(
        nodes.map(({ type }) => type),
        ['document', 'paragraph', 'text', 'code_block', 'paragraph', 'text'],
      )
      // Every character that can be seen is there.
      assert.equal(
        nodes[3]?.literal?.replaceAll(/\[U\+[^\]]*\]/g, '').replaceAll('\n', ''),
        text.replaceAll(/[\n\r\u202e]/g, ''),
      )
    }),
  )
  assert.match(markdownFence('x'.repeat(5000)), /… 1,000 more characters/)
})

test('a name is one code span, and a text is text, whatever is in them', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const code = nodesOf(`- x ${markdownCode(text)} y`)
      assert.deepEqual(
        code.map(({ type }) => type),
        ['document', 'list', 'item', 'paragraph', 'text', ...(text === '' ? [] : ['code', 'text'])],
      )
      const allowed = ['document', 'heading', 'paragraph', 'text', 'list', 'item']
      for (const kind of [...kinds(`# x ${markdownText(text)}`), ...kinds(`- x: ${markdownText(text)}`)])
        assert.ok(allowed.includes(kind), `${kind} in ${JSON.stringify(text)}`)
      assert.equal(kinds(markdownText(text)).filter((kind) => kind === 'heading' || kind === 'list').length, 0)
    }),
  )
})

test('the Markdown of a server has each tool once, and what servers sent only as code', () => {
  const breaker = site.byId.get('breaker')
  assert.ok(breaker)
  for (const server of site.servers) {
    const nodes = nodesOf(serverMarkdown(site, server))
    const headings = nodes.filter(({ type, level }) => type === 'heading' && level === 3)
    assert.equal(headings.length, server.tools.length, server.id)
    for (const heading of headings) assert.equal(heading.firstChild?.type, 'code')
    for (const kind of ['html_block', 'html_inline', 'image'] as const)
      assert.equal(nodes.filter(({ type }) => type === kind).length, 0, `${server.id} has ${kind}`)
    for (const { destination } of nodes.filter(({ type }) => type === 'link'))
      assert.ok(destination?.startsWith('https://docs.example.org/tools/'), `${server.id} ${destination}`)
  }
  const text = serverMarkdown(site, breaker)
  const outside = nodesOf(text)
    .filter(({ type, parent }) => type === 'text' && parent?.type !== 'link')
    .map(({ literal }) => literal)
    .join('\n')
  assert.doesNotMatch(outside, /Owned|alert|click/)
  assert.match(text, /alert\(1\)/)
})

test('llms.txt has one title, a quote, and sections of lists of links, as llmstxt.org says', () => {
  const nodes = nodesOf(llmsText(site))
  const top: Node[] = []
  for (let node = nodes[0]?.firstChild ?? null; node; node = node.next) top.push(node)
  assert.equal(top[0]?.type, 'heading')
  assert.equal(top[0]?.level, 1)
  assert.equal(top[1]?.type, 'block_quote')
  assert.equal(top.filter(({ type, level }) => type === 'heading' && level === 1).length, 1)
  const sections = top.slice(top.findIndex(({ type, level }) => type === 'heading' && level === 2))
  for (const [index, node] of sections.entries()) assert.equal(node.type, index % 2 === 0 ? 'heading' : 'list')
  const items = nodes.filter(({ type }) => type === 'item')
  for (const item of items) assert.equal(item.firstChild?.firstChild?.type, 'link')
  const links = nodes.filter(({ type }) => type === 'link').map(({ destination }) => destination ?? '')
  assert.equal(links.length, items.length)
  for (const link of links) assert.match(link, /^https:\/\/docs\.example\.org\/tools\//)
  for (const { id } of site.servers) assert.ok(links.includes(`https://docs.example.org/tools/servers/${id}.md`), id)
})

test('the Markdown of an attack has its steps and sources', () => {
  for (const attack of site.content.attacks.attacks) {
    const nodes = nodesOf(attackMarkdown(site, attack))
    const lists = nodes.filter(({ type, listType }) => type === 'list' && listType === 'ordered')
    assert.equal(lists.length, 1, attack.id)
    let steps = 0
    for (let item = lists[0]?.firstChild ?? null; item; item = item.next) steps++
    assert.equal(steps, attack.steps.length, attack.id)
    const links = nodes.filter(({ type }) => type === 'link').map(({ destination }) => destination)
    for (const { url } of attack.references)
      assert.ok(links.includes(encodeURI(decodeURI(url))) || links.includes(url), `${attack.id} ${url}`)
  }
})

test('a badge is an image with a title and words, and fits them', () => {
  for (const server of site.servers) {
    const svg = parseXml(serverBadge(server))
    assert.deepEqual([svg.name, svg.uri], ['svg', 'http://www.w3.org/2000/svg'])
    assert.equal(svg.attributes['role'], 'img')
    assert.equal(svg.attributes['aria-label'], only(svg, 'title').text)
    assert.ok(only(svg, 'title').text.includes(server.manifest.title))
    const words = childrenOf(svg, 'text')
    assert.equal(words[0]?.text, 'policybook')
    for (const { attributes } of words)
      assert.ok(Number(attributes['x']) + Number(attributes['textLength']) < Number(svg.attributes['width']))
    assert.deepEqual([...new Set(svg.children.map(({ name }) => name))].toSorted(), ['rect', 'text', 'title'])
  }
  const plain = site.byId.get('plain')
  assert.ok(plain)
  const worst = plain.tools.filter(({ assessment }) => assessment.severity === 'Critical').length
  assert.match(serverBadge(plain), new RegExp(`${worst} critical of 4 tools`))
  assert.match(serverBadge({ ...plain, tools: [] }), /no tools/)
})

test('security.txt has what RFC 9116 demands, and its day follows from the newest snapshot', () => {
  const text = securityText(site) ?? ''
  const fields = text
    .trimEnd()
    .split('\n')
    .map((line) => /^([A-Za-z-]+): (\S.*)$/.exec(line)?.slice(1) ?? assert.fail(line))
  const valuesOf = (name: string) => fields.filter(([key]) => key === name).map(([, value]) => value as string)
  assert.ok(valuesOf('Contact').length > 0)
  for (const contact of valuesOf('Contact')) assert.match(contact, /^(https|mailto|tel):/)
  assert.deepEqual(valuesOf('Expires'), ['2027-01-31T00:00:00Z'])
  assert.deepEqual(valuesOf('Canonical'), ['https://docs.example.org/tools/.well-known/security.txt'])
  const [first] = site.servers
  assert.ok(first)
  const leap = { servers: [{ ...first, snapshot: { ...first.snapshot, capturedAt: '2028-02-29' } }] }
  assert.match(securityText(leap) ?? '', /Expires: 2029-02-28T/)
  assert.equal(securityText({ servers: [] }), undefined)
})

test('a picture says the title, or the id where its font has no letters for it, and nothing leaves its place', () => {
  const tools = site.byId.get('plain')?.tools ?? []
  const textsOf = (title: string) =>
    childrenOf(parseXml(sharePicture({ title, id: 'the-id', about: '4 tools', tools })), 'text')
  assert.equal(textsOf('GitLab')[1]?.text, 'GitLab')
  assert.equal(textsOf('高德地图')[1]?.text, 'the-id')
  assert.equal(textsOf('</text><script>x')[1]?.text, '</text><script>x')
  const long = textsOf('W'.repeat(300))[1]
  assert.ok((long?.text.length ?? 0) * Number(long?.attributes['font-size']) * 0.62 <= 1040)
  assert.ok(long?.text.endsWith('…'))
  const bar = childrenOf(parseXml(sharePicture({ title: 'x', id: 'x', about: '', tools })), 'rect').filter(
    ({ attributes }) => attributes['height'] === '44',
  )
  const width = bar.reduce((sum, { attributes }) => sum + Number(attributes['width']), 0)
  assert.ok(Math.abs(width - 1040) <= 2, `${width}`)
})
