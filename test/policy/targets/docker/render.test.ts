import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { Counters } from '../../../../src/policy/core/counters.ts'
import { renderPosture } from '../../../../src/policy/core/render-posture.ts'
import { shellCommands, shellQuoted } from '../../../../src/policy/core/shell-text.ts'
import { verifySnippet } from '../../../../src/policy/prove/verify-snippet.ts'
import { docker } from '../../../../src/policy/targets/docker/target.ts'
import { callsOf } from '../../calls.ts'
import { rule } from '../../rule.ts'

const rules = [rule('list', 'allow'), rule('edit', 'ask'), rule('drop', 'deny'), rule("it's", 'allow')]

test('a rule for one tool alone is refused with the reason, whatever the rule says', () => {
  for (const effect of ['allow', 'ask', 'deny', 'hide'] as const) {
    const one = rule('pay', effect)
    const snippet = docker.render([one], { defaultEffect: 'allow', serverKey: 'shop' })
    assert.equal(snippet.text, '')
    assert.match(snippet.refusal ?? '', /also hides other tools/)
    assert.equal(snippet.companions, undefined)
    assert.deepEqual(verifySnippet(snippet, [one], 'allow'), [])
    assert.notDeepEqual(verifySnippet({ ...snippet, text: 'docker' }, [one], 'allow'), [])
    assert.notDeepEqual(verifySnippet({ ...snippet, effects: new Map([['pay', 'hide']]) }, [one], 'allow'), [])
  }
})

test('the whole server is one closed list in every posture, and the old file has the same list', () => {
  for (const posture of ['guarded', 'deny-only'] as const) {
    const { snippet, listed, defaultEffect } = renderPosture(docker, rules, posture, {
      defaultEffect: 'deny',
      serverKey: 'shop',
    })
    assert.equal(
      snippet.text,
      `docker mcp profile tools default \\\n  --disable-all 'shop' \\\n  --enable 'shop.list' \\\n  --enable 'shop.it'\\''s'\n`,
    )
    assert.deepEqual(verifySnippet(snippet, listed, defaultEffect), [])
    assert.deepEqual(parse(snippet.companions?.[0]?.text ?? ''), { shop: ['list', "it's"] })
    assert.match(snippet.companions?.[0]?.about ?? '', /does not read this file/)
  }
})

test('a command whose outcome depends on the profile before it is found', () => {
  const problems = (text: string, knownTools?: string[]) => {
    const simulated = docker.simulate(text, { serverKey: 'shop', ...(knownTools ? { knownTools } : {}) })
    return 'problems' in simulated ? simulated.problems.join() : ''
  }
  const command = (flags: string) => `docker mcp profile tools default ${flags}\n`
  assert.match(problems(command('--enable shop.list')), /depends on the profile/)
  assert.match(problems(command('--disable shop.list'), ['list', 'pay']), /depends on the profile/)
  assert.equal(problems(command('--enable-all shop --disable shop.list'), ['list', 'pay']), '')
  assert.match(problems(command('')), /at least one flag/)
  assert.match(problems(command('--enable list')), /expected <serverName>\.<toolName>/)
  assert.match(problems(command('--enable shop.a; rm')), /stands outside quotes/)
  assert.match(problems(command('other --disable-all shop')), /2 profiles/)
})

test('a shell splits the words as the model does, whatever the names are', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }), (drawn) => {
      // A process takes no zero, and lone surrogates have no bytes.
      const words = drawn.map((word) => word.replaceAll('\0', '').toWellFormed())
      const text = `printf '%s\\0' ${words.map(shellQuoted).join(' \\\n  ')}`
      const said = execFileSync('sh', ['-c', text]).toString()
      assert.deepEqual(said.split('\0').slice(0, -1), words)
      assert.deepEqual(shellCommands(text), [['printf', '%s\\0', ...words]])
    }),
    { numRuns: 100 },
  )
})

test('a name that would put an unseen character or a line break into the command is left out', () => {
  const names = ['a\nb', 'a\u202eb', 'a\u0000b', 'a\u001bb', 'a\tb', 'a\u200bb']
  const hostile = names.map((name) => rule(name, 'allow'))
  const snippet = docker.render(hostile, { defaultEffect: 'deny', serverKey: 'shop' })
  assert.equal(snippet.text, "docker mcp profile tools default \\\n  --disable-all 'shop'\n")
  assert.equal(snippet.effects.size, 0)
  const call = callsOf(docker, snippet.text)
  for (const name of names) assert.equal(call(name, {}, new Counters()), 'hide')
})
