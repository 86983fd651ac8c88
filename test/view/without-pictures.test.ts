import assert from 'node:assert/strict'
import { test } from 'node:test'

process.env['POLICYBOOK_SITE'] = 'https://docs.example.org'
process.env['POLICYBOOK_PICTURES'] = 'off'
const { pictureOf } = await import('../../src/view/metadata.ts')

test('a site without pictures names none', () => {
  assert.equal(pictureOf({ server: 'plain' }), undefined)
})
