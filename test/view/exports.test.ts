import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { readContent } from '../../src/catalogue/read-content.ts'
import { atlasLayer } from '../../src/view/atlas-layer.ts'
import { eventsOf, osvRecords } from '../../src/view/osv-records.ts'
import { idsOf } from '../../src/view/standards.ts'
import { stixBundle } from '../../src/view/stix-bundle.ts'
import { URL_NAMESPACE, uuid5 } from '../../src/view/uuid5.ts'

// Published schemas lie outside of this repository; the variable names their folder: stix-2.1/ is the folder `schemas` of
// oasis-open/cti-stix2-json-schemas, osv.schema.json is validation/schema.json of ossf/osv-schema.
const folder = process.env['POLICYBOOK_SHARED_SCHEMAS'] ?? ''
const skipWithout = (file: string) =>
  !existsSync(join(folder, file)) && `POLICYBOOK_SHARED_SCHEMAS names no folder with ${file}`

const content = readContent('content')
const { attacks, techniques, mitigations, advisories } = content.attacks
type StixObject = { type: string; id: string; created: string; modified: string; [key: string]: unknown }
const bundle = (origin = 'https://example.com') =>
  stixBundle({ content }, origin) as { type: string; id: string; objects: StixObject[] }

test('a UUID of version 5 is that of the standard', () => {
  // The example of RFC 9562, appendix A.4.
  assert.equal(uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com'), '2ed6657d-e927-568b-95e1-2665a8aea6a2')
  assert.notEqual(uuid5(URL_NAMESPACE, 'a'), uuid5(URL_NAMESPACE, 'b'))
})

test('the bundle holds each thing once, and every reference finds its object', () => {
  const { objects } = bundle()
  const ids = new Set(objects.map(({ id }) => id))
  assert.equal(ids.size, objects.length)
  const count = (type: string) => objects.filter((one) => one.type === type).length
  assert.equal(count('attack-pattern'), techniques.length)
  assert.equal(count('course-of-action'), mitigations.length)
  assert.equal(count('vulnerability'), new Set(attacks.flatMap((one) => one.cves)).size)
  assert.equal(count('report'), attacks.length)
  assert.equal(
    count('relationship'),
    attacks.reduce((sum, { containment }) => sum + new Set(containment.types).size, 0),
  )
  for (const one of objects) {
    assert.ok(one.created <= one.modified, one.id)
    for (const [key, value] of Object.entries(one))
      if (/_refs?$/.test(key)) for (const ref of [value].flat()) assert.ok(ids.has(ref as string), `${one.id} ${key}`)
  }
  assert.deepEqual(bundle(), bundle())
  assert.deepEqual(
    bundle('').objects.map(({ id }) => id),
    objects.map(({ id }) => id),
  )
})

test('the bundle is STIX 2.1 by the schemas of OASIS', { skip: skipWithout('stix-2.1/common/bundle.json') }, () => {
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    allErrors: true,
    validateFormats: false,
    unicodeRegExp: false,
  })
  for (const file of globSync(join(folder, 'stix-2.1/**/*.json'))) {
    const schema = JSON.parse(readFileSync(file, 'utf8'))
    // One of them spells the dialect with a hash at its end.
    ajv.addSchema({ ...schema, $schema: 'https://json-schema.org/draft/2020-12/schema' })
  }
  const at = 'http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas'
  const rooms: Record<string, string> = { relationship: 'sros' }
  const check = (type: string) => ajv.getSchema(`${at}/${rooms[type] ?? 'sdos'}/${type}.json`)
  const whole = ajv.getSchema(`${at}/common/bundle.json`)
  assert.ok(whole)
  for (const origin of ['', 'https://example.com']) {
    const made = JSON.parse(JSON.stringify(bundle(origin)))
    assert.ok(whole(made), JSON.stringify(whole.errors?.slice(0, 5)))
    for (const one of made.objects) {
      const validate = check(one.type)
      assert.ok(validate, one.type)
      assert.ok(validate(one), `${one.id} ${JSON.stringify(validate.errors?.slice(0, 3))}`)
    }
  }
  const [report] = bundle().objects.filter(({ type }) => type === 'report')
  for (const wrong of [
    { ...report, object_refs: [] },
    { ...report, created: '2025' },
    { ...report, id: 'report--1' },
  ])
    assert.ok(!check('report')?.(wrong))
})

test('the events of a range are those that npm means', () => {
  assert.deepEqual(eventsOf('>=0.2.0 <0.2.33', '0.2.33'), [{ introduced: '0.2.0' }, { fixed: '0.2.33' }])
  assert.deepEqual(eventsOf('<=1.2.3', undefined), [{ introduced: '0' }, { last_affected: '1.2.3' }])
  assert.deepEqual(eventsOf('<=1.2.3', '1.2.5'), [{ introduced: '0' }, { fixed: '1.2.5' }])
  assert.deepEqual(eventsOf('1.2.3', undefined), [{ introduced: '1.2.3' }, { last_affected: '1.2.3' }])
  assert.deepEqual(eventsOf('*', undefined), [{ introduced: '0' }])
})

test('an advisory is an OSV record by the published schema', { skip: skipWithout('osv.schema.json') }, () => {
  const ajv = new Ajv2020({ strict: false, logger: false, allErrors: true, validateFormats: false })
  const validate = ajv.compile(JSON.parse(readFileSync(join(folder, 'osv.schema.json'), 'utf8')))
  const records = JSON.parse(JSON.stringify(osvRecords({ content })))
  assert.equal(records.length, advisories.length)
  assert.ok(records.length > 0)
  for (const record of records) assert.ok(validate(record), `${record.id} ${JSON.stringify(validate.errors)}`)
  assert.ok(!validate({ ...records[0], id: 'nobody' }))
  assert.ok(!validate({ ...records[0], affected: [{ package: { ecosystem: 'Nowhere', name: 'x' } }] }))
})

test('the layer counts every technique of ATLAS and shows the sub-techniques that have a score', () => {
  const layer = atlasLayer({ content }, 'https://example.com') as {
    techniques: { techniqueID: string; score?: number; showSubtechniques?: boolean }[]
    metadata: unknown
    links: { url: string }[]
  }
  const byId = new Map(layer.techniques.map((one) => [one.techniqueID, one]))
  for (const { techniqueID, score } of layer.techniques) {
    assert.match(techniqueID, /^AML\.T\d{4}(\.\d{3})?$/)
    assert.equal(score ?? 0, attacks.filter((one) => idsOf(one, 'atlas').includes(techniqueID)).length)
  }
  const subs = [...byId.keys()].filter((id) => id.length > 'AML.T0000'.length)
  assert.ok(subs.length > 5)
  for (const id of subs) assert.equal(byId.get(id.slice(0, 'AML.T0000'.length))?.showSubtechniques, true, id)
  assert.deepEqual(layer.metadata, [{ name: 'atlas_data_version', value: '5.6.0' }])
  assert.equal(layer.links[0]?.url, 'https://example.com/attacks')
})
