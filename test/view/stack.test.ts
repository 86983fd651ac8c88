import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { combine } from '../../src/policy/core/combine.ts'
import { fileText } from '../../src/policy/core/file-text.ts'
import { targets } from '../../src/policy/targets/index.ts'
import { postures } from '../../src/schema/posture.ts'
import { legs } from '../../src/schema/trait.ts'
import { type RulesFile, rulesText } from '../../src/view/rules-file.ts'
import { serverPolicy } from '../../src/view/server-policy.ts'
import { type SiteServer, site } from '../../src/view/site.ts'
import { MAX_CHOSEN, readChoice, type StackChoice, writeChoice } from '../../src/view/stack-choice.ts'
import { stackPolicy } from '../../src/view/stack-policy.ts'
import { stackTrifecta } from '../../src/view/stack-trifecta.ts'

const all = site()
const stack = ['github', 'slack', 'notion', 'postgres', 'playwright'].map((id, index) => {
  const server = all.byId.get(id) as SiteServer
  return { key: index === 0 ? 'my gh' : id, server, file: JSON.parse(rulesText(server)) as RulesFile }
})

test('the rules that a browser fetches give the text of the policy command, for every target and posture', async () => {
  for (const target of targets)
    for (const posture of postures) {
      const snippets = stack.map(({ key, server }) => serverPolicy(server, target, posture, { serverKey: key }).snippet)
      const wanted = target.combine
        ? [combine(snippets)].map(({ text, limitations }) => fileText(text, target.language, limitations))
        : snippets.flatMap(({ text, limitations, refusal, companions = [] }) =>
            refusal === undefined
              ? [fileText(text, target.language, limitations), ...companions.map((one) => one.text)]
              : [],
          )
      const { files, effects } = await stackPolicy(stack, { target: target.id, posture })
      assert.deepEqual(
        files.map(({ text }) => text),
        wanted,
        `${target.id} ${posture}`,
      )
      for (const { serverKey, effects: own } of snippets)
        for (const [name, effect] of own) assert.equal(effects.get(serverKey)?.get(name), effect)
    }
})

test('an address gives back the stack that it was made of, and nothing of it is for another server', () => {
  const key = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  const server = fc.record({ id: fc.stringMatching(/^[a-z0-9-]{1,20}$/), key })
  const choice: fc.Arbitrary<StackChoice> = fc.record({
    servers: fc.uniqueArray(server, { selector: (one) => one.key, minLength: 1, maxLength: 10 }),
    posture: fc.constantFrom(...postures),
    target: fc.constantFrom(...targets.map(({ id }) => id)),
    gateway: fc.string({ maxLength: 40, unit: 'grapheme' }),
    fix: fc.boolean(),
  })
  const usual = { posture: 'guarded', target: 'claude-code', gateway: '' } as const
  const plain = (one: StackChoice) => JSON.parse(JSON.stringify(one))
  fc.assert(
    fc.property(choice, (one) => assert.deepEqual(plain(readChoice(`#${writeChoice(one)}`, usual)), plain(one))),
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readChoice(text, usual)
      assert.ok(read.servers.length <= MAX_CHOSEN && read.servers.every(({ id }) => /^[a-z0-9-]+$/.test(id)))
    }),
  )
})

test('the fix of the trifecta breaks it, and no leg takes fewer tools', () => {
  const tool = fc.record({
    server: fc.constantFrom('a', 'b', 'c'),
    slug: fc.uuid(),
    legs: fc
      .subarray([...legs])
      .map((own) => Object.fromEntries(own.map((leg) => [leg, ''])) as Record<string, string>),
    effect: fc.constantFrom('allow', 'limit', 'ask', 'deny', 'hide', undefined),
  })
  let broken = 0
  fc.assert(
    fc.property(fc.array(tool, { maxLength: 12 }), (tools) => {
      const { fix, complete, unattended } = stackTrifecta(tools)
      assert.equal(fix !== undefined, complete.unattended)
      if (!fix) return
      broken++
      const after = tools.map((one) => (fix.tools.includes(one) ? { ...one, effect: 'ask' as const } : one))
      assert.equal(stackTrifecta(after).complete.unattended, false)
      for (const leg of legs) assert.ok(unattended[leg].length >= fix.tools.length)
    }),
  )
  assert.ok(broken > 5)
})
