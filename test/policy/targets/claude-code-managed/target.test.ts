import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readContent } from '../../../../src/catalogue/read-content.ts'
import { describeEffect, describeSnippet } from '../../../../src/policy/core/describe-effect.ts'
import { verifySnippet } from '../../../../src/policy/prove/verify-snippet.ts'
import { claudeCode } from '../../../../src/policy/targets/claude-code/target.ts'
import { claudeCodeManaged } from '../../../../src/policy/targets/claude-code-managed/target.ts'
import { targetTable } from '../../../../src/view/target-page.ts'
import { rule } from '../../rule.ts'

const LEFT_ALONE = /Other tools are not affected|does not change this tool/

test('nothing says that other tools are not affected, because the rules of users and projects no longer apply', () => {
  for (const defaultEffect of ['allow', 'deny'] as const)
    for (const effect of ['allow', 'ask', 'deny'] as const) {
      const one = rule('pay', effect)
      const snippet = claudeCodeManaged.render([one], { defaultEffect, serverKey: 'shop' })
      assert.match(snippet.text, /"allowManagedPermissionRulesOnly": true/)
      assert.match(snippet.limitations[0]?.what ?? '', /ignores all permission rules of users and projects/)
      for (const { summary, points } of [describeEffect(one, snippet), describeSnippet(one, snippet, ['pay'])]) {
        assert.doesNotMatch([summary, ...points].join(' '), LEFT_ALONE)
        assert.match(points.join(' '), /rules of users and projects no longer apply/i)
      }
    }
  const settings = claudeCode.render([rule('pay', 'deny')], { defaultEffect: 'allow', serverKey: 'shop' })
  assert.match(describeEffect(rule('pay', 'deny'), settings).points.join(' '), LEFT_ALONE)
  const row = targetTable({ content: readContent('content') }).find(({ target }) => target === claudeCodeManaged)
  const leaves = row?.does.find(({ what }) => what.startsWith('Leave unlisted'))
  assert.deepEqual([leaves?.does, leaves?.limitation], ['asks', true])
})

test('what it does to other tools excuses no difference for those that a rule lists', () => {
  const allows = rule('pay', 'allow')
  const snippet = claudeCodeManaged.render([rule('pay', 'ask')], { defaultEffect: 'allow', serverKey: 'shop' })
  assert.deepEqual(verifySnippet(snippet, [allows], 'allow'), ['pay: the rule is to allow, and the snippet does ask'])
})
