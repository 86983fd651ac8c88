import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canCombine, combine } from '../../../src/policy/core/combine.ts'
import type { Decision } from '../../../src/policy/core/simulation.ts'
import { verifiers } from '../../../src/policy/prove/verify-snippet.ts'
import { formats } from '../../../src/policy/targets/index.ts'
import { rule } from '../rule.ts'

const shop = [rule('list', 'allow'), rule('drop', 'deny'), rule('edit', 'ask')]
const bank = [rule('list', 'deny'), rule('pay', 'allow')]

for (const format of formats.filter(({ id }) => canCombine(id)))
  test(`two servers in one file of ${format.id} keep what each of them had`, () => {
    const parts = [
      { key: 'shop', rules: shop },
      { key: 'my-bank', rules: bank },
    ].map(({ key, rules }) => ({ key, rules, snippet: format.render(rules, { rest: 'deny', serverKey: key }) }))
    const { text } = combine(parts.map(({ snippet }) => snippet))
    const verifier = verifiers[format.id]
    assert.ok(verifier)
    for (const { key, rules, snippet } of parts) {
      // Lists of entries and of documents are read one by one, as the target does.
      const own = ['openai', 'anthropic'].includes(format.id)
        ? (JSON.parse(text) as unknown[]).map((entry) => JSON.stringify(entry))
        : ['envoy', 'toolhive-kubernetes'].includes(format.id)
          ? text.split('---\n')
          : [text]
      const decisions = ({ tool }: { tool: string }): Decision | undefined =>
        own.map((one) => verifier.load(one, key)(tool, {}, new Map())).find((decision) => decision !== 'unset')
      for (const one of rules) {
        const alone = verifier.load(snippet.text, key)(one.tool, {}, new Map())
        assert.equal(decisions(one) ?? 'unset', alone, `${key} / ${one.tool}`)
      }
    }
  })

test('what has one file a server is refused, and so is a member that two servers want to be different', () => {
  const of = (id: string, key: string) =>
    formats.find((one) => one.id === id)?.render(shop, { rest: 'deny', serverKey: key }) as never
  assert.throws(() => combine([of('intercept', 'a'), of('intercept', 'b')]), /one file for each server/)
  const settings = formats.find(({ id }) => id === 'gemini-settings')
  const one = settings?.render(shop, { rest: 'deny', serverKey: 'a' })
  assert.ok(one)
  const other = { ...one, text: one.text.replace('"trust": false', '"trust": true') }
  assert.throws(() => combine([one, other]), /mcpServers\.a\.trust cannot be both false and true/)
})
