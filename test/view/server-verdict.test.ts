import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claudeCode } from '../../src/policy/targets/claude-code/target.ts'
import { serverPolicy } from '../../src/view/server-policy.ts'
import { serverVerdict } from '../../src/view/server-verdict.ts'
import { site } from '../../src/view/site.ts'
import { trifectaRows } from '../../src/view/trifecta.ts'

const number = (words: string, verb: string) =>
  Number(new RegExp(`${verb} (\\d{1,3}(?:,\\d{3})*)`, 'i').exec(words)?.[1] ?? 0)

test('what a posture is said to deny, ask about and hide is what Claude Code’s lists hold', () => {
  for (const server of site().servers) {
    // A server whose tools share a name has one entry for both.
    if (new Set(server.tools.map(({ label }) => label)).size < server.tools.length) continue
    for (const { posture, words } of serverVerdict(server.tools).postures) {
      if (server.tools.length === 0) continue
      const { snippet } = serverPolicy(server, claudeCode, posture)
      const { permissions = {} } = JSON.parse(snippet.text)
      const denied = permissions.deny?.length ?? 0
      assert.equal(number(words, 'denies') + number(words, 'hides'), denied, `${server.id} ${posture}: ${words}`)
      // Claude Code cannot limit, so it asks about more tools than the posture does.
      assert.ok(number(words, 'asks about') <= (permissions.ask?.length ?? 0), `${server.id} ${posture}: ${words}`)
      const all = ['hides', 'denies', 'asks about', 'allows', 'leaves'].map((verb) => number(words, verb))
      assert.equal(
        all.reduce((sum, one) => sum + one, 0),
        server.tools.length,
      )
    }
  }
})

test('a posture that allows tools warns of it, and deny-only does not', () => {
  const gitlab = site().byId.get('gitlab')
  assert.ok(gitlab)
  const { postures, sentence } = serverVerdict(gitlab.tools)
  assert.match(sentence, /^\d+ of \d+ tools delete what is not easily made again, /)
  for (const { posture, warning } of postures)
    if (posture === 'deny-only') assert.equal(warning, '')
    else assert.match(warning, /^It allows \d+ tools without a prompt\./)
  assert.deepEqual(serverVerdict([]).sentence, '')
})

test('without the tools of the smallest fix, the trifecta is not complete', () => {
  let complete = 0
  for (const server of site().servers) {
    const rows = trifectaRows(server.tools, site(), 'This server')
    assert.equal(rows.complete, rows.fix !== '')
    if (!rows.complete) continue
    complete++
    const fixed = new Set(rows.legs.find(({ weakest }) => weakest)?.tools.map(({ href }) => href))
    const left = server.tools.filter(({ href }) => !fixed.has(href))
    assert.equal(trifectaRows(left, site(), 'What is left').complete, false, server.id)
    assert.match(rows.fix, new RegExp(fixed.size === 1 ? 'the one tool that' : `the ${fixed.size} tools that`))
  }
  assert.ok(complete > 5)
})
