import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { cedar } from '../../../../src/engine/cedar.ts'
import { verifySnippet } from '../../../../src/policy/prove/verify-snippet.ts'
import { toolhive } from '../../../../src/policy/targets/toolhive/target.ts'
import { toolhiveKubernetes } from '../../../../src/policy/targets/toolhive-kubernetes/target.ts'
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

test('it is said that prompts and resources are refused, and Cedar refuses them', async () => {
  for (const target of [toolhive, toolhiveKubernetes])
    for (const defaultEffect of ['allow', 'deny'] as const) {
      const snippet = target.render([rule('pay', 'allow')], { defaultEffect, serverKey: 'shop' })
      assert.match(
        snippet.limitations.map(({ what }) => what).join(),
        /prompts and resources of the server are refused/,
      )
      assert.deepEqual(await cedar.check(snippet), [])
      const wider = snippet.text.replace('action == Action::\\"call_tool\\"', 'action')
      assert.notEqual(wider, snippet.text)
      if (defaultEffect === 'allow')
        assert.match((await cedar.check({ ...snippet, text: wider })).join(), /greeting: Cedar allows get_prompt/)
    }
})
