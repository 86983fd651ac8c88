import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixedVersion, isAffected, unreadable } from '../../src/catalogue/affected-versions.ts'
import { readAttacks } from '../../src/catalogue/read-attacks.ts'
import { isHeld } from '../../src/schema/cve.ts'

const { advisories, cves } = readAttacks('content')
const advisory = (id: string) => {
  const found = advisories.find((one) => one.id === id)
  assert.ok(found, id)
  return found
}

// What the records and the vendors say of single versions; npm reads versions of dates as numbers.
for (const [id, version, affected, fixed] of [
  ['CVE-2025-11491', '0.2.3', true, '0.2.33'],
  ['CVE-2025-11491', '0.2.13', true, '0.2.33'],
  ['CVE-2025-11491', '0.2.52', false, '0.2.33'],
  ['CVE-2025-34072', '2025.4.25', true, undefined],
  ['CVE-2025-53107', '2.1.4', true, '2.1.5'],
  ['CVE-2025-53107', '2.15.3', false, '2.1.5'],
  ['CVE-2025-9611', '0.0.39', true, '0.0.40'],
  ['CVE-2025-9611', '0.0.83', false, '0.0.40'],
  ['CVE-2025-53109', '0.6.3', true, '0.6.4'],
  ['CVE-2025-53109', '2025.3.28', true, '2025.7.1'],
  ['CVE-2025-53109', '2025.7.1', false, '2025.7.1'],
  ['CVE-2025-53109', '2026.8.31', false, '2025.7.1'],
  ['server-postgres-read-only-bypass', '0.6.2', true, undefined],
] as const)
  test(`${id} ${affected ? 'is about' : 'is not about'} ${version}`, () => {
    assert.equal(isAffected(advisory(id), version), affected)
    assert.equal(fixedVersion(advisory(id), version), fixed)
  })

test('a version before the release, a withdrawn advisory and a version that npm does not know', () => {
  const affected = [{ range: '<1.0.0', fixed: '1.0.0' }]
  assert.equal(isAffected({ affected }, '1.0.0-beta.1'), true)
  assert.equal(isAffected({ affected, withdrawn: '2026-01-01' }, '0.9.0'), false)
  assert.equal(isAffected({ affected }, 'latest'), true)
})

test('what npm cannot read, and a fixed version inside of its range, is named', () => {
  assert.match(unreadable({ affected: [{ range: '<2025.7.01' }] }).join(), /is not a range/)
  assert.match(unreadable({ affected: [{ range: '<1.0.0', fixed: '1.0' }] }).join(), /is not an npm version/)
  assert.match(unreadable({ affected: [{ range: '<=1.0.0', fixed: '1.0.0' }] }).join(), /inside of/)
  for (const one of advisories) assert.deepEqual(unreadable(one), [], one.id)
})

test('every advisory has a source that is primary, and its CVE is held and says that these versions are affected', () => {
  assert.ok(advisories.length >= 8)
  for (const { id, references, cve } of advisories) {
    assert.ok(
      references.some(({ primary }) => primary),
      id,
    )
    if (cve !== undefined) assert.ok(cves.has(cve), id)
  }
  // The record lists each version by itself.
  for (const id of ['CVE-2025-11489', 'CVE-2025-11490', 'CVE-2025-11491']) {
    const record = cves.get(id)
    assert.ok(record && isHeld(record))
    const listed = record.affected.flatMap(({ versions }) => versions)
    assert.equal(listed.length, 14)
    for (const version of listed) assert.ok(isAffected(advisory(id), version), `${id} ${version}`)
  }
})

test('a version that is past all ranges was fixed by the last fix before it, of its own line', () => {
  const affected = [
    { range: '<1.2.0', fixed: '1.2.0' },
    { range: '>=2.0.0 <2.3.0', fixed: '2.3.0' },
  ]
  assert.equal(fixedVersion({ affected }, '1.0.0'), '1.2.0')
  assert.equal(fixedVersion({ affected }, '1.5.0'), '1.2.0')
  assert.equal(fixedVersion({ affected }, '2.1.0'), '2.3.0')
  assert.equal(fixedVersion({ affected }, '3.0.0'), '2.3.0')
  assert.equal(fixedVersion({ affected: [{ range: '<1.0.0' }] }, '2.0.0'), undefined)
})
