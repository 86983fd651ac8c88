import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { readContent } from '../../src/catalogue/read-content.ts'
import { checkDetections } from '../../src/catalogue/read-detections.ts'
import { type Sigma, sigmaSchema } from '../../src/schema/detection.ts'
import { techniquePage, techniquesData } from '../../src/view/technique-page.ts'

// json-schema/sigma-detection-rule-schema.json of SigmaHQ/sigma-specification, which lies outside of this repository.
const schemaFile = join(process.env['POLICYBOOK_SHARED_SCHEMAS'] ?? '', 'sigma-detection-rule-schema.json')
const skip =
  !existsSync(schemaFile) && 'POLICYBOOK_SHARED_SCHEMAS names no folder with sigma-detection-rule-schema.json'

const content = readContent('content')
const { techniques, telemetry, detections } = content.attacks

test('every technique says what to look for, and every name of a field and a rule is known', () => {
  for (const { id, detection } of techniques) assert.ok(detection.length > 0, id)
  assert.deepEqual(checkDetections('content', techniques, telemetry, detections), [])
  const [technique, ...others] = techniques
  const [look] = technique?.detection ?? []
  assert.ok(technique && look)
  const wrong = {
    ...technique,
    detection: [
      { ...look, fields: ['gen_ai.tool.nam'], rule: 'nothing' },
      { ...look, in: 'diary' },
    ],
  }
  const whats = checkDetections('content', [wrong, ...others], telemetry, detections).map(({ what }) => what)
  for (const expected of [/has no field gen_ai\.tool\.nam/, /no rule is called nothing/, /no log is called diary/])
    assert.ok(
      whats.some((what) => expected.test(what)),
      `${expected} in ${whats.join('; ')}`,
    )
  const [rule] = detections
  assert.ok(rule)
  const detection = { condition: 'a', a: { Nothing: 'x' } } as unknown as Sigma['detection']
  const stray = { ...rule, id: 'stray', rule: { ...rule.rule, detection } }
  const strays = checkDetections('content', techniques, telemetry, [...detections, stray]).map(({ what }) => what)
  assert.match(strays.join('; '), /has no field Nothing; no technique names it/)
})

test('every rule is one by the published schema of Sigma', { skip }, () => {
  const schema = JSON.parse(readFileSync(schemaFile, 'utf8'))
  const ajv = new Ajv2020({ strict: false, logger: false, allErrors: true, validateFormats: false })
  const validate = ajv.compile({ ...schema, $schema: 'https://json-schema.org/draft/2020-12/schema' })
  assert.ok(detections.length >= 17)
  for (const { id, text } of detections) assert.ok(validate(parse(text)), `${id} ${JSON.stringify(validate.errors)}`)
  const sample = parse(detections[0]?.text ?? '')
  assert.ok(!validate({ ...sample, level: 'grave' }))
  assert.ok(!validate({ ...sample, tags: ['no namespace'] }))
})

test('every rule matches its samples and none of their near misses', () => {
  const samples = parse(readFileSync('test/view/detections.yaml', 'utf8')) as Record<string, Samples>
  assert.deepEqual(Object.keys(samples).sort(), detections.map(({ id }) => id).sort())
  for (const { id, rule } of detections) {
    for (const event of samples[id]?.match ?? []) assert.ok(matches(rule, event), `${id} ${JSON.stringify(event)}`)
    for (const event of samples[id]?.miss ?? []) assert.ok(!matches(rule, event), `${id} ${JSON.stringify(event)}`)
    assert.ok((samples[id]?.miss.length ?? 0) > 0, id)
  }
})

test('the name of a selection does not begin like an operator', () => {
  const rule = parse(detections[0]?.text ?? '')
  assert.ok(sigmaSchema.safeParse(rule).success)
  const detection = { notice: { CommandLine: 'x' }, condition: 'notice' }
  assert.match(String(sigmaSchema.safeParse({ ...rule, detection }).error), /must not begin/)
})

test('a page shows the rule with its level and the version that the names come from', async () => {
  const ssrf = techniques.find(({ id }) => id === 'ssrf')
  assert.ok(ssrf)
  const { looks, logs } = await techniquePage({ content }, ssrf)
  const [first] = looks
  assert.equal(first?.rule?.level, 'high')
  assert.equal(
    first?.rule?.lines
      .map((line) => line.map(({ text }) => text).join(''))
      .join('\n')
      .trim(),
    detections.find(({ id }) => id === 'mcp-call-metadata-address')?.text.trim(),
  )
  assert.equal(first?.log, 'OpenTelemetry spans of MCP and GenAI')
  assert.deepEqual(
    logs.map(({ id }) => id),
    ['otel-mcp', 'proxy'],
  )
  assert.match(logs[0]?.version ?? '', /0393513c/)
})

test('data of techniques hold every rule as its file has it', () => {
  const data = techniquesData({ content }) as { techniques: unknown[]; detections: { id: string; sigma: string }[] }
  assert.equal(data.techniques.length, techniques.length)
  for (const { id, sigma } of data.detections) assert.equal(sigma, readFileSync(`content/detections/${id}.yml`, 'utf8'))
  assert.equal(data.detections.length, detections.length)
})

type LogEvent = Record<string, string>
interface Samples {
  match: LogEvent[]
  miss: LogEvent[]
}

/** The part of Sigma that the rules use: selections of fields joined by "and". Source: its specification, "Detection". */
function matches({ detection: { condition, ...selections } }: Sigma, event: LogEvent): boolean {
  return condition.split(' and ').every((name) => {
    const selection = selections[name]
    assert.ok(selection, `the condition names ${name}`)
    return Object.entries(selection as Record<string, string | string[]>).every(([key, wanted]) => {
      const [field, modifier, ...more] = key.split('|')
      assert.ok(more.length === 0 && (modifier === undefined || modifier === 'contains'), key)
      // Sigma compares without case.
      const value = event[field as string]?.toLowerCase()
      return [wanted].flat().some((one) => {
        assert.doesNotMatch(one, /[*?]/, 'wildcards are not used')
        // Two backslashes are one.
        const text = one.replaceAll('\\\\', '\\').toLowerCase()
        return modifier === 'contains' ? value?.includes(text) : value === text
      })
    })
  })
}
