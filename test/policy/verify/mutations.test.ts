import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formats } from '../../../src/policy/formats/index.ts'
import { verifySnippet } from '../../../src/policy/verify/index.ts'
import { mutations } from '../../../src/policy/verify/mutations.ts'
import { rule } from '../formats/rule.ts'

const rules = [
  rule('delete_orders', 'deny'),
  rule('update_orders', 'ask'),
  { ...rule('move_orders', 'ask'), unattended: [{ max: 10, per: 'hour' as const }] },
  // Where calls cannot be counted they pass, so that a client has to name the tool.
  { ...rule('count_orders', 'allow', [{ max: 60, per: 'minute' }]), effectWithoutLimit: 'allow' as const },
]

for (const format of formats)
  test(`what breaks a snippet of ${format.id} is found`, () => {
    for (const one of rules) {
      const snippet = format.render([one], { rest: 'allow', serverKey: 'shop' })
      for (const mutation of mutations) {
        const text = mutation.apply(snippet.text, one.tool)
        if (text === snippet.text) continue
        assert.notDeepEqual(verifySnippet({ ...snippet, text }, [one], 'allow'), [], `${mutation.id}:\n${text}`)
      }
    }
  })

test('every way of breaking has something to break in some format', () => {
  for (const mutation of mutations) {
    const touched = formats.some((format) =>
      rules.some((one) => {
        const { text } = format.render([one], { rest: 'allow', serverKey: 'shop' })
        return mutation.apply(text, one.tool) !== text
      }),
    )
    assert.ok(touched, mutation.id)
  }
})
