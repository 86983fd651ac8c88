import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readContent } from '../../src/catalogue/read-content.ts'
import { combine } from '../../src/policy/core/combine.ts'
import { Counters } from '../../src/policy/core/counters.ts'
import { describeEffect } from '../../src/policy/core/describe-effect.ts'
import { renderPosture } from '../../src/policy/core/render-posture.ts'
import { targets } from '../../src/policy/targets/index.ts'
import { compileRules } from '../../src/risk/compile-rules.ts'
import { postures } from '../../src/schema/posture.ts'
import { madeUp } from '../../src/view/made-up.ts'
import type { Site } from '../../src/view/site.ts'
import { callsOf } from '../policy/calls.ts'

const content = readContent('content')
const site: Site = { content, rules: compileRules(content.risk), servers: [], tools: [], byId: new Map() }
const defined = content.attacks.tools.filter(({ name }) =>
  ['poisoned_add', 'poisoned_collector', 'fetch_url'].includes(name),
)
const poisoned = ['poisoned_add', 'poisoned_collector']

for (const posture of postures)
  test(`no file lets a poisoned tool pass under ${posture}, alone or combined`, () => {
    const own = madeUp(site, defined, { server: 'shop', posture, args: false })
    const rules = own.map(({ rule }) => rule)
    for (const { tool, rule } of own.filter(({ tool }) => poisoned.includes(tool.name))) {
      assert.match(rule.because[0] ?? '', /^F-/, tool.name)
      assert.match(rule.reason, /^The definition has .*critical.* findings?: “/)
    }
    for (const target of targets) {
      const files = ['shop', 'bank'].map(
        (serverKey) => renderPosture(target, rules, posture, { defaultEffect: 'deny', serverKey }).snippet,
      )
      const texts = files.map(({ text }) => text)
      // Lists of entries and of documents are read one by one, as the target does.
      if (target.combine && !target.combine.split) texts.push(combine(files).text)
      for (const [index, text] of texts.entries())
        for (const tool of poisoned) {
          const decision = callsOf(target, text, index === 1 ? 'bank' : 'shop')(tool, {}, new Counters())
          assert.ok(['ask', 'deny', 'hide'].includes(decision), `${tool} meets ${decision} in ${target.id}`)
        }
      const refused = rules.find(({ tool }) => tool === 'poisoned_add')
      const [first] = files
      assert.ok(refused && first)
      assert.doesNotMatch(describeEffect(refused, first).summary, /pass/)
    }
  })
