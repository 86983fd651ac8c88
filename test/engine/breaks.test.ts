import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EXAMPLE_RULES, exampleOf } from '../../src/cli/verify/clients.ts'
import { breaks } from '../../src/engine/clients/breaks.ts'
import { verifySnippet } from '../../src/policy/prove/verify-snippet.ts'
import { targets } from '../../src/policy/targets/index.ts'

for (const [id, own] of Object.entries(breaks))
  test(`each of ${own.length} deliberate breaks of ${id} is noticed`, () => {
    const target = targets.find((one) => one.id === id)
    assert.ok(target)
    assert.ok(own.length >= 20)
    assert.equal(new Set(own.map((one) => one.id)).size, own.length)
    const snippet = exampleOf(target)
    assert.deepEqual(verifySnippet(snippet, EXAMPLE_RULES, 'allow'), [])
    for (const one of own) {
      const text = one.apply(snippet.text)
      assert.notEqual(text, snippet.text, one.id)
      assert.notDeepEqual(verifySnippet({ ...snippet, text }, EXAMPLE_RULES, 'allow'), [], one.id)
    }
  })
