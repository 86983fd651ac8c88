import assert from 'node:assert/strict'
import { test } from 'node:test'
import { combine } from '../../../src/policy/core/combine.ts'
import { Counters } from '../../../src/policy/core/counters.ts'
import type { Decision } from '../../../src/policy/core/simulation.ts'
import type { Target } from '../../../src/policy/core/target.ts'
import { targets } from '../../../src/policy/targets/index.ts'
import { callsOf } from '../calls.ts'
import { rule } from '../rule.ts'

const shop = [rule('list', 'allow'), rule('drop', 'deny'), rule('edit', 'ask')]
const bank = [rule('list', 'deny'), rule('pay', 'allow')]

for (const target of targets.filter((target) => target.combine))
  test(`two servers in one file of ${target.id} keep what each of them had`, () => {
    const parts = [
      { key: 'shop', rules: shop },
      { key: 'my-bank', rules: bank },
    ].map(({ key, rules }) => ({
      key,
      rules,
      snippet: target.render(rules, { defaultEffect: 'deny', serverKey: key }),
    }))
    const { text } = combine(parts.map(({ snippet }) => snippet))
    // Parts of a list and documents are read one by one, as the target does.
    const read = target.combine?.split?.(text) ?? [text]
    for (const { key, rules, snippet } of parts) {
      const decisions = ({ tool }: { tool: string }): Decision | undefined =>
        read.map((part) => decisionOf(target, part, key, tool)).find((decision) => decision !== 'unset')
      for (const one of rules) {
        const alone = callsOf(target, snippet.text, key)(one.tool, {}, new Counters())
        assert.equal(decisions(one) ?? 'unset', alone, `${key} / ${one.tool}`)
      }
    }
  })

/** What a part of a file does with a tool; a part that is about another server is no file for this one. */
function decisionOf(target: Target, part: string, key: string, tool: string): Decision {
  const simulated = target.simulate(part, { serverKey: key })
  return 'problems' in simulated ? 'unset' : simulated.call(tool, {}, new Counters())
}

test('what has one file a server is refused, and so is a member that two servers want to be different', () => {
  const of = (id: string, key: string) =>
    targets.find((one) => one.id === id)?.render(shop, { defaultEffect: 'deny', serverKey: key }) as never
  assert.throws(() => combine([of('intercept', 'a'), of('intercept', 'b')]), /one file for each server/)
  const settings = targets.find(({ id }) => id === 'gemini-settings')
  const one = settings?.render(shop, { defaultEffect: 'deny', serverKey: 'a' })
  assert.ok(one)
  const other = { ...one, text: one.text.replace('"trust": false', '"trust": true') }
  assert.throws(() => combine([one, other]), /mcpServers\.a\.trust cannot be both false and true/)
})
