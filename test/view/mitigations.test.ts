import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readAttacks } from '../../src/catalogue/read-attacks.ts'
import { readContent } from '../../src/catalogue/read-content.ts'
import { mitigationPage, mitigationPages, mitigationsData } from '../../src/view/mitigation-pages.ts'

const content = readContent('content')
const { attacks, mitigations } = content.attacks
const pageOf = (id: string) => {
  const found = mitigations.find((one) => one.id === id)
  assert.ok(found, id)
  return mitigationPage({ content }, found)
}

test('every attack is on the page of each mitigation that it names, and on no other', () => {
  const pages = mitigationPages({ content })
  assert.ok(pages.length >= 29)
  const counted = pages.reduce((sum, page) => sum + page.attacks.length, 0)
  assert.equal(
    counted,
    attacks.reduce((sum, { containment }) => sum + new Set(containment.types).size, 0),
  )
})

test('data of a mitigation have what its page has', () => {
  const data = mitigationsData({ content }) as { id: string; targets: string[]; attacks: string[] }[]
  assert.deepEqual(
    data.map(({ id }) => id),
    mitigations.map(({ id }) => id),
  )
  const approval = data.find(({ id }) => id === 'approval')
  assert.deepEqual(
    approval?.attacks,
    pageOf('approval').attacks.map(({ id }) => id),
  )
})

test('the targets of a mitigation are those whose policies can say it', () => {
  const ids = (id: string) => pageOf(id).targets.map((target) => target.id)
  assert.ok(ids('approval').includes('claude-code'))
  assert.ok(!ids('approval').includes('nginx'))
  assert.ok(ids('rate-limit').includes('intercept'))
  assert.ok(!ids('rate-limit').includes('claude-code'))
  assert.ok(ids('default-deny').includes('intercept'))
  assert.ok(ids('default-deny').length < ids('deny').length, 'some targets only ask about unlisted tools')
  assert.deepEqual(ids('argument-length'), ['intercept', 'gateway', 'agentgateway', 'envoy'])
  assert.ok(ids('argument-allowlist').includes('gemini-policy'))
  assert.deepEqual(ids('spend-cap'), [])
  assert.deepEqual(ids('sandbox'), [])
})

test('a mitigation is explained in one or two sentences, each with a place where it works', () => {
  for (const { id, about, where } of mitigations) {
    assert.match(about, /^[A-Z][^.]*\.( [A-Z][^.]*\.)?$/, id)
    assert.equal(new Set(where).size, where.length, id)
  }
})

test('a word that nobody explained is a problem', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mitigations-'))
  try {
    for (const part of [
      'attacks',
      'techniques',
      'cves',
      'advisories',
      'mitigations',
      'telemetry',
      'detections',
      'attack-tools.yaml',
      'standards.yaml',
    ])
      cpSync(join('content', part), join(folder, part), { recursive: true })
    const path = join(folder, 'attacks/echoleak.mdx')
    writeFileSync(path, readFileSync(path, 'utf8').replace('types: [', 'types: ["magic-shield", '))
    assert.throws(
      () => readAttacks(folder),
      ({ problems }) => {
        assert.deepEqual(
          problems.map(({ what }: { what: string }) => what),
          ['no mitigation is called magic-shield'],
        )
        return true
      },
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})
