import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { cedar } from '../../../../src/engine/cedar.ts'
import { Counters } from '../../../../src/policy/core/counters.ts'
import { verifySnippet } from '../../../../src/policy/prove/verify-snippet.ts'
import { toolhive } from '../../../../src/policy/targets/toolhive/target.ts'
import { toolhiveKubernetes } from '../../../../src/policy/targets/toolhive-kubernetes/target.ts'
import type { Condition } from '../../../../src/schema/rule.ts'
import { callsOf } from '../../calls.ts'
import { rule } from '../../rule.ts'

// ToolHive ends with "at least one policy is required for Cedar authorization" on an empty list.
test('the list of policies is never empty, and a server without permitted tools permits none', async () => {
  for (const target of [toolhive, toolhiveKubernetes])
    for (const defaultEffect of ['allow', 'deny'] as const)
      for (const rules of [[], [rule('pay', 'deny')], [rule('pay', 'ask'), rule('wipe', 'hide')]]) {
        const snippet = target.render(rules, { defaultEffect, serverKey: 'shop' })
        const document = parse(snippet.text)
        const { policies } = document.cedar ?? document.spec.authzConfig.inline
        assert.ok(policies.length > 0)
        assert.deepEqual(verifySnippet(snippet, rules, defaultEffect), [])
        assert.deepEqual(await cedar.check(snippet), [])
      }
  const snippet = toolhive.render([rule('pay', 'deny')], { defaultEffect: 'deny', serverKey: 'shop' })
  const empty = snippet.text.replace(/(policies:)\n *- .*/, '$1 []')
  assert.match(empty, /policies: \[\]/)
  assert.match(verifySnippet({ ...snippet, text: empty }, [rule('pay', 'deny')], 'deny').join(), /at least one policy/)
})

test('prompts and resources stay open where other tools do, else the file says that it closes them', async () => {
  for (const target of [toolhive, toolhiveKubernetes])
    for (const defaultEffect of ['allow', 'deny'] as const) {
      const snippet = target.render([rule('pay', 'allow')], { defaultEffect, serverKey: 'shop' })
      const said = snippet.limitations.map(({ what }) => what).join()
      assert.equal(/refuses the prompts and resources of the server/.test(said), defaultEffect === 'deny')
      assert.deepEqual(await cedar.check(snippet), [])
      const document = parse(snippet.text)
      const { policies } = document.cedar ?? document.spec.authzConfig.inline
      const opens = 'permit(principal, action == Action::"get_prompt", resource);'
      if (defaultEffect === 'allow') policies.splice(policies.indexOf(opens), 1)
      else policies.push(opens)
      const found = await cedar.check({ ...snippet, text: JSON.stringify(document) })
      assert.notDeepEqual(found, [])
    }
})

const number = (required: boolean, type: 'integer' | 'number') => ({
  name: 'list',
  inputSchema: {
    type: 'object',
    properties: { size: { type }, query: { type: 'string' } },
    required: ['query', ...(required ? ['size'] : [])],
  },
})

test('numbers are compared as decimals, and one that ToolHive cannot see is said to pass where it does', async () => {
  const atMost = { path: 'size', op: 'lte' as const, value: 100 }
  for (const target of [toolhive, toolhiveKubernetes])
    for (const type of ['integer', 'number'] as const)
      for (const defaultEffect of ['allow', 'deny'] as const) {
        const narrowed = (condition: Condition, required: boolean) => {
          const rules = [{ ...rule('list', 'allow'), conditions: [condition] }]
          const tools = new Map([['list', number(required, type)]])
          return { rules, snippet: target.render(rules, { defaultEffect, serverKey: 'shop', tools }) }
        }
        const calls = (text: string, args: unknown) => callsOf(target, text)('list', args, new Counters())

        const loose = narrowed({ ...atMost, optional: true, dispensable: true }, false)
        assert.match(loose.snippet.text, /lessThanOrEqual\(decimal\(\\"100\.0\\"\)\)/)
        assert.match(loose.snippet.limitations.map(({ what }) => what).join(), /cannot see a number beyond/)
        assert.deepEqual(verifySnippet(loose.snippet, loose.rules, defaultEffect), [])
        assert.deepEqual(await cedar.check(loose.snippet), [])
        const outcomes = [{}, { size: 100 }, { size: 101 }, { size: '9' }, { size: [9] }, { size: 1e300 }]
        assert.deepEqual(
          outcomes.map((args) => calls(loose.snippet.text, args)),
          ['pass', 'pass', 'hide', 'hide', 'hide', 'pass'],
        )

        // What the rule depends on leaves no way around it, and the list still shows the tool.
        const strict = narrowed(atMost, true)
        assert.equal(strict.snippet.effects.get('list'), 'allow')
        assert.deepEqual(verifySnippet(strict.snippet, strict.rules, defaultEffect), [])
        assert.deepEqual(await cedar.check(strict.snippet), [])
        const complete = [
          {},
          { query: 'a', size: 5 },
          { query: 'a' },
          { query: 'a', size: 101 },
          { query: 'a', size: 1e300 },
        ]
        assert.deepEqual(
          complete.map((args) => calls(strict.snippet.text, args)),
          ['pass', 'pass', 'hide', 'hide', 'hide'],
        )
        // A call without the number and one with a number that is not seen look the same.
        assert.notEqual(narrowed({ ...atMost, optional: true }, false).snippet.effects.get('list'), 'allow')
      }
})

test('an integer comparison, which ToolHive never meets, is no way to write a number', () => {
  const file = (expression: string) =>
    JSON.stringify({
      version: '1.0',
      type: 'cedarv1',
      cedar: {
        policies: [
          `permit(principal, action == Action::"call_tool", resource == Tool::"list") when { ${expression} };`,
        ],
        entities_json: '[]',
      },
    })
  const met = (expression: string) => callsOf(toolhive, file(expression))('list', { size: 5 }, new Counters())
  assert.equal(met('context["arg_size"] == 5'), 'hide')
  assert.equal(met('context["arg_size"] < 6'), 'hide')
  assert.equal(met('context["arg_size"] == decimal("5.0")'), 'pass')
  assert.equal(met('context["arg_size"].lessThan(decimal("5.0001"))'), 'pass')
})
