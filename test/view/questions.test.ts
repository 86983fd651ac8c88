import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readContent } from '../../src/catalogue/read-content.ts'
import { formats } from '../../src/policy/formats/index.ts'
import { limitWords } from '../../src/policy/limit-words.ts'
import { recommend } from '../../src/policy/recommend/recommend.ts'
import { shownFindings } from '../../src/policy/recommend/shown-findings.ts'
import { effectOf } from '../../src/policy/verify/evaluate-intercept.ts'
import { verifiers } from '../../src/policy/verify/index.ts'
import { verifyIntercept } from '../../src/policy/verify/intercept.ts'
import { assess } from '../../src/risk/assess.ts'
import { compileRules } from '../../src/risk/compile-rules.ts'
import { findings } from '../../src/risk/findings/find.ts'
import { serverContext } from '../../src/risk/server-context.ts'
import { postures } from '../../src/schema/posture.ts'
import { questions } from '../../src/view/questions.ts'
import { plainText } from '../../src/view/segments.ts'
import type { SiteServer, SiteTool } from '../../src/view/site.ts'
import { snapshots } from '../site/catalogue.ts'

const content = readContent('content')
const rules = compileRules(content.risk)
const defined = [...content.attacks.tools, ...(snapshots[0]?.tools ?? []), ...(snapshots[1]?.tools ?? [])]
const context = serverContext('shop', defined, rules)
const server = {
  id: 'shop',
  manifest: { title: 'Shop' },
  snapshot: { source: { name: 'shop', version: '1.0.0' }, capturedAt: '2026-01-31' },
  tools: defined,
} as unknown as SiteServer

// Questions stand beside a rule; deny-only has none for what it leaves alone.
const asked = postures.filter((one) => one !== 'deny-only')

const tools = defined.flatMap((tool, index) => {
  // Half of them can be undone, so that some rules have a limit where nobody can be asked.
  const assessment = { ...assess(tool, context, rules), harm: { line: 'H5', irreversible: index % 2 === 0 } }
  const shown = shownFindings(findings(tool, { context, siblings: new Set() }, rules), rules)
  return asked.map((posture) => {
    const rule = recommend('shop', tool, assessment, shown, content.limits, posture)
    const self = { server, tool, label: plainText(tool.name), assessment, rule } as unknown as SiteTool
    const rendered = formats.map((format) => {
      const snippet = format.render([rule], { rest: 'allow', serverKey: 'shop', tools: new Map([[tool.name, tool]]) })
      const call = verifiers[format.id]?.load(snippet.text, 'shop')
      assert.ok(call)
      // What the snippet does, found by calling it and not by what is said of it.
      const counters = new Map<string, number>()
      const { effect } = effectOf(() => call(tool.name, {}, counters), 100)
      const done = snippet.effects.has(tool.name) ? effect : undefined
      return { format, snippet, done }
    })
    const facts = rendered.map(({ format, snippet }) => ({
      label: format.label,
      bucket: format.id === 'toolhive-kubernetes',
      effect: snippet.effects.get(tool.name),
      rest: snippet.rest,
    }))
    const list = questions(self, content.categories[assessment.category].meaning, facts, content.questions.traits)
    return { self, rule, rendered, list }
  })
})

const labelsIn = (words: string) =>
  formats.filter(({ label }) => new RegExp(`(^|, | and )${escaped(label)}(,| and |$)`).test(words))
const escaped = (text: string) => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')

test('an answer that says that snippets ask names exactly those that do', () => {
  let checked = 0
  let limited = 0
  for (const { list, rule, rendered } of tools) {
    if (rule.effect !== 'ask') continue
    const answer = list.find(({ ask }) => ask.startsWith('Which rule'))?.answer ?? ''
    const named = /The snippets for (.+) ask\./.exec(answer)?.[1] ?? ''
    const asking = rendered.filter(({ done }) => done === 'ask').map(({ format }) => format.id)
    assert.deepEqual(
      labelsIn(named).map(({ id }) => id),
      asking,
    )
    const refusing = /(?:\. |^)([^.]+) cannot ask, so/.exec(answer)?.[1] ?? ''
    assert.deepEqual(
      labelsIn(refusing).map(({ id }) => id),
      rendered.filter(({ done }) => done === 'deny' || done === 'hide').map(({ format }) => format.id),
    )
    const [, limiting = '', words = ''] = /the snippets for (.+) let (.+) pass\./.exec(answer) ?? []
    assert.deepEqual(
      labelsIn(limiting).map(({ id }) => id),
      rendered.filter(({ done }) => done === 'limit').map(({ format }) => format.id),
    )
    assert.equal(words, limiting === '' ? '' : limitWords(rule.unattended))
    if (limiting !== '') limited++
    checked++
  }
  assert.ok(checked > 5 && limited > 0)
})

test('a limit that an answer names stands in the snippets that count, and nowhere else', () => {
  let checked = 0
  for (const { list, rule, rendered } of tools) {
    const answer = list.find(({ ask }) => ask.startsWith('Can I limit'))?.answer ?? ''
    const [, named = '', max, per] =
      /^Yes: the snippets for (.+) let at most (\d+) calls pass in a calendar (\w+),/.exec(answer) ?? []
    if (max === undefined) continue
    assert.deepEqual(rule.limits[0], { max: Number(max), per })
    const counting = rendered.filter(({ done }) => done === 'limit')
    assert.deepEqual(
      [
        ...labelsIn(named).map(({ id }) => id),
        ...(answer.includes('counts with a bucket') ? ['toolhive-kubernetes'] : []),
      ].sort(),
      counting.map(({ format }) => format.id).sort(),
    )
    for (const { snippet } of counting) assert.match(snippet.text, new RegExp(`\\b${max}\\b`), snippet.format)
    const passing = /(?:\. |^)([^.]+) cannot count; the limit here only/.exec(answer)?.[1] ?? ''
    assert.deepEqual(
      labelsIn(passing).map(({ id }) => id),
      rendered.filter(({ done }) => done === 'allow').map(({ format }) => format.id),
    )
    checked++
  }
  assert.ok(checked > 5)
})

test('keys that answers name are keys of the product', () => {
  const keys = new Set(
    tools.flatMap(({ list }) => list.flatMap(({ answer }) => [...answer.matchAll(/`([^`]+)`/g)].map(([, key]) => key))),
  )
  assert.ok(keys.size > 3)
  const text =
    'version: "1"\nhide: [a]\ntools:\n  b:\n    rules:\n      - name: no\n        action: deny\n      - name: cap\n        rate_limit: 30/minute\n'
  assert.deepEqual(verifyIntercept(text), [])
  for (const key of ['rate_limit', 'action: deny', 'hide']) assert.ok(keys.has(key) && text.includes(key), key)
  const config = formats
    .find(({ id }) => id === 'codex')
    ?.render(tools.flatMap(({ rule }) => (rule.effect === 'hide' ? [rule] : [])).slice(0, 1), {
      rest: 'allow',
      serverKey: 'shop',
    })
  assert.ok(keys.has('disabled_tools') && config?.text.includes('disabled_tools'))
})

test('two tools have the same answers only where their facts are the same', () => {
  const seen = new Map<string, string>()
  for (const { self, list, rendered, rule } of tools) {
    const { assessment, label, tool } = self
    const own = list
      .map(({ ask, answer }) => `${ask}\n${answer}`)
      .join('\n')
      .replaceAll(label, 'THIS')
    const facts = JSON.stringify([
      assessment.category,
      assessment.severity,
      assessment.confidence,
      assessment.hints,
      assessment.evidence.length,
      assessment.counterEvidence.length,
      assessment.traits.map(({ trait }) => trait),
      rule.effect,
      rule.limits,
      rendered.map(({ snippet }) => [snippet.effects.get(tool.name), snippet.rest]),
    ])
    if (seen.has(own)) assert.equal(seen.get(own), facts, label)
    seen.set(own, facts)
  }
  assert.ok(seen.size > 20)
})

test('every trait and every format has a question, and nothing of it is left to fill in', () => {
  for (const { id } of content.risk.traits) assert.ok(content.questions.traits[id], id)
  for (const { id } of formats) assert.ok((content.questions.formats[id]?.length ?? 0) > 0, id)
  for (const { list } of tools)
    for (const { ask, answer } of list) assert.doesNotMatch(`${ask} ${answer}`, /\{(tool|quote|file)\}/)
})

test('the keys and files that questions about formats name stand in what is rendered', () => {
  const asked: Record<string, RegExp[]> = {
    gateway: [/"scope": "grant"/],
    'claude-code-managed': [/allowManagedPermissionRulesOnly/],
    codex: [/approval_mode = "approve"/, /approval_mode = "prompt"/],
    'gemini-policy': [/toolName/],
    'gemini-settings': [/"trust": false/],
    openai: [/server_url/, /allowed_tools/],
    anthropic: [/"enabled": false/, /default_config/, /configs/],
    'toolhive-kubernetes': [/sessionStorage/, /redis/, /rateLimiting/],
    agentcore: [/___/],
    agentgateway: [/require/],
    envoy: [/toolSelector/],
    'envoy-headers': [/mcp-method/],
  }
  const all = tools.map(({ rule }) => rule)
  for (const [id, expected] of Object.entries(asked)) {
    const text = formats.find((one) => one.id === id)?.render(all, { rest: 'deny', serverKey: 'shop' }).text ?? ''
    for (const one of expected) assert.match(text, one, id)
  }
})
