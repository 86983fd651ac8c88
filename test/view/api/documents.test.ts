import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import canonicalize from 'canonicalize'
import type { ApiServer, ApiTool } from '../../../src/schema/api/server.ts'
import type { Json } from '../../../src/schema/tool.ts'
import { keysOfPointer } from '../../../src/text/json-pointer.ts'

process.env['POLICYBOOK_SITE'] = 'https://docs.example.org'
process.env['POLICYBOOK_BASE'] = '/tools'
const { machineOutput } = await import('../../../src/view/api/machine-output.ts')
const { documentText } = await import('../../../src/view/api/documents.ts')
const { toolColumns } = await import('../../../src/view/api/tools-table.ts')
const { formulas, hostileSite } = await import('./hostile-catalogue.ts')

const site = hostileSite()
const PAGES = ['index.html', 'servers/plain.html', 'servers/plain/create_issue.html', '404.html']
const written = new Map(
  [...machineOutput(site, PAGES)].map(({ url, text }) => [url, typeof text === 'string' ? text : [...text].join('')]),
)
const read = (url: string) => {
  const text = written.get(url)
  assert.ok(text !== undefined, `${url} is not written`)
  return text
}

const ajv = new Ajv2020({ strict: true, allErrors: true, validateFormats: false })
const AT = 'https://docs.example.org'
for (const [url, text] of written) if (url.startsWith('/tools/api/v1/schemas/')) ajv.addSchema(JSON.parse(text))
const validatorOf = (schema: string): ValidateFunction => {
  const found = ajv.getSchema(schema)
  assert.ok(found, `${schema} is not published`)
  return found
}
const documents = [...written].filter(([url]) => /^\/tools\/api\/v1\/(?!schemas\/).*\.json$/.test(url))

test('every document is valid by the schema that it names, which is published at that address', () => {
  assert.ok(documents.length >= 6 + site.servers.length, `${documents.length} documents`)
  for (const [url, text] of documents) {
    const value = JSON.parse(text)
    const validate = validatorOf(value.$schema)
    assert.equal(value.version, 'v1', url)
    assert.ok(validate(value), `${url} ${JSON.stringify(validate.errors?.slice(0, 3))}`)
  }
})

test('a schema refuses what is wrong, and takes members that a later version adds', () => {
  const value = JSON.parse(read('/tools/api/v1/servers/plain.json'))
  const validate = validatorOf(value.$schema)
  const [tool, ...others] = value.tools
  for (const wrong of [
    { ...value, tools: undefined },
    { ...value, version: 'v2' },
    { ...value, tools: [{ ...tool, severity: 'Grave' }, ...others] },
    { ...value, tools: [{ ...tool, digest: 'x' }, ...others] },
    { ...value, tools: [{ ...tool, evidence: [{ ...tool.evidence[0], end: '3' }] }, ...others] },
    { ...value, tools: [{ ...tool, rules: { ...tool.rules, guarded: undefined } }, ...others] },
  ])
    assert.ok(!validate(JSON.parse(JSON.stringify(wrong))), JSON.stringify(wrong).slice(0, 200))
  assert.ok(validate({ ...value, later: 1, tools: [{ ...tool, later: 1 }, ...others] }))
})

test('the writer refuses a member that the schema does not describe', () => {
  const value = JSON.parse(read('/tools/api/v1/servers/plain.json')) as ApiServer
  assert.equal(documentText('server', value), read('/tools/api/v1/servers/plain.json'))
  assert.throws(() => documentText('server', { ...value, secret: 1 } as ApiServer), /secret/)
})

test('every quote is the text at its place in the definition beside it', () => {
  let seen = 0
  for (const { id } of site.servers) {
    const { tools } = JSON.parse(read(`/tools/api/v1/servers/${id}.json`)) as ApiServer
    for (const { definition, evidence, traits, harm } of tools)
      for (const { field, start, end, quote } of [...evidence, ...traits, ...(harm?.spans ?? [])]) {
        if (field === '' || quote === '') continue
        assert.equal(textAt(definition as Json, field).slice(start, end), quote, `${id} ${field}`)
        seen++
      }
  }
  assert.ok(seen > 400, `${seen} quotes`)
})

/** The text that offsets count in: of a text field, of a string, or else the last key of the pointer. */
function textAt(definition: Json, field: string): string {
  const keys = field.startsWith('/') ? keysOfPointer(field) : [field]
  let value: Json | undefined = definition
  for (const key of keys) value = (value as Record<string, Json>)[key]
  return typeof value === 'string' ? value : (keys.at(-1) as string)
}

test('a digest is that of the definition, and that of a server changes with every text that it sends', async () => {
  const { serverDigest } = await import('../../../src/catalogue/digest.ts')
  const { tools, digest } = JSON.parse(read('/tools/api/v1/servers/plain.json')) as ApiServer
  for (const tool of tools)
    assert.equal(
      tool.digest,
      createHash('sha256')
        .update(canonicalize(tool.definition) as string)
        .digest('hex'),
    )
  const snapshot = site.byId.get('plain')?.snapshot
  assert.ok(snapshot)
  assert.equal(serverDigest(snapshot), digest)
  const [first, ...others] = snapshot.tools
  assert.ok(first)
  const changed = [
    { ...snapshot, instructions: 'More.' },
    { ...snapshot, instructions: '' },
    { ...snapshot, tools: others },
    { ...snapshot, tools: [...others, first] },
    { ...snapshot, tools: [{ ...first, description: 'Other.' }, ...others] },
  ]
  assert.equal(new Set([digest, ...changed.map(serverDigest)]).size, changed.length + 1)
  assert.equal(serverDigest({ ...snapshot, capturedAt: '2030-01-01' } as typeof snapshot), digest)
})

test('every tool is in its server’s document once, as the pages rate it, with the definition as sent', () => {
  const seen: ApiTool[] = []
  for (const server of site.servers) {
    const { tools, counts } = JSON.parse(read(`/tools/api/v1/servers/${server.id}.json`)) as ApiServer
    assert.equal(counts.total, server.tools.length)
    assert.deepEqual(
      tools.map(({ definition }) => definition),
      JSON.parse(JSON.stringify(server.snapshot.tools)),
    )
    for (const [index, tool] of tools.entries()) {
      const own = server.tools[index]
      assert.equal(tool.severity, own?.assessment.severity)
      assert.equal(tool.url, `${AT}${own?.href}`)
      assert.equal(tool.rules.guarded.effect, own?.rule.effect)
      assert.equal(tool.evidence.filter(({ against }) => against).length, own?.assessment.counterEvidence.length)
    }
    seen.push(...tools)
  }
  assert.equal(seen.length, site.tools.length)
  assert.ok(seen.some(({ review }) => review === undefined) && seen.some(({ findings }) => findings.length > 0))
})

test('addresses are absolute and below the path of the site', () => {
  const found: string[] = []
  const walk = (value: unknown, key: string) => {
    if (key === 'definition') return
    if (typeof value === 'string' && /^(\$schema|url|page|data|markdown|badge|rules|policies|osv)$/.test(key))
      found.push(value)
    else if (typeof value === 'object' && value !== null)
      for (const [name, child] of Object.entries(value)) walk(child, name)
  }
  for (const [url, text] of documents) {
    if (url.endsWith('attacks.json') || url.endsWith('mitigations.json') || url.endsWith('advisories.json')) continue
    walk(JSON.parse(text), '')
  }
  assert.ok(found.length > 400)
  for (const url of found) assert.match(url, /^https:\/\/docs\.example\.org\/tools\//)
})

test('the table of tools has every tool in a line, and no cell that a spreadsheet would run', () => {
  const [head, ...rows] = parseCsv(read('/tools/api/v1/tools.csv'))
  assert.deepEqual(head, [...toolColumns])
  assert.equal(rows.length, site.tools.length)
  for (const row of rows) {
    assert.equal(row.length, head?.length)
    for (const cell of row) assert.doesNotMatch(cell, /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/, cell)
  }
  const names = rows.filter(([server]) => server === 'breaker').map(([, tool]) => tool)
  for (const formula of formulas.slice(0, 4)) assert.ok(names.includes(`'${formula}`), formula)
  const lines = read('/tools/api/v1/tools.ndjson').trimEnd().split('\n')
  assert.equal(lines.length, site.tools.length)
  const validate = validatorOf(`${AT}/tools/api/v1/schemas/tool-row.json`)
  for (const line of lines) assert.ok(validate(JSON.parse(line)), line)
  assert.deepEqual(Object.keys(JSON.parse(lines[0] as string)), [...toolColumns])
  assert.ok(lines.some((line) => JSON.parse(line).tool === formulas[0]))
})

/** Reads CSV as RFC 4180 says. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (quoted) {
      if (char !== '"') cell += char
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at)
      else quoted = false
    } else if (char === '"') quoted = true
    else if (char === ',' || char === '\n') {
      row.push(cell)
      cell = ''
      if (char === '\n') {
        rows.push(row)
        row = []
      }
    } else cell += char
  }
  return rows
}

test('the same catalogue gives the same bytes', () => {
  for (const { url, text } of machineOutput(site, PAGES))
    assert.equal(typeof text === 'string' ? text : [...text].join(''), written.get(url), url)
})

test('the list of documents names every file, and each is there', () => {
  const { documents: named } = JSON.parse(read('/tools/api/v1/index.json'))
  const patterns = (named as { url: string; schema?: string }[]).map(
    ({ url }) =>
      new RegExp(
        `^${url
          .slice(AT.length)
          .replaceAll('.', '\\.')
          .replace(/\{\w+\}/, '[^/]+')}$`,
      ),
  )
  const made = [...written.keys()].filter(
    (url) =>
      !/\/schemas\/|\/robots\.txt$|\/sitemap-\d|\/v0\.1\/servers\/|\/tools\/servers\/[^/]+\/share\.png$/.test(url),
  )
  for (const url of made)
    assert.ok(
      patterns.some((pattern) => pattern.test(url)),
      `${url} is not named`,
    )
  for (const { schema } of named) if (schema) assert.ok(validatorOf(schema))
})
