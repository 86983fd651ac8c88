// The libraries themselves, each with a model in this process that makes one call: what they do with it must be what is said of
// the module. A few hundred calls take some seconds.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { readCases } from '../../src/catalogue/read-cases.ts'
import { libraries, libraryEngine } from '../../src/engine/sdk/index.ts'
import { loadModule } from '../../src/engine/sdk/load-module.ts'
import type { Target } from '../../src/policy/core/target.ts'
import { verifySnippet } from '../../src/policy/prove/verify-snippet.ts'
import { targets } from '../../src/policy/targets/index.ts'
import type { Effect, Rule } from '../../src/schema/rule.ts'
import { rule } from '../policy/rule.ts'

const EFFECTS: Effect[] = ['allow', 'ask', 'deny', 'hide']
// The names that the clients are tried with, and some that code could be broken with.
const names = [
  ...['q"q', 'back\\slash', 'w w', 's/s', 'tool-with-dash', 'dot.ted', '9lives', 'yes', 'null', '~', 'été', '商x店'],
  ...['y'.repeat(64), 'z'.repeat(63), "it's", '$(sub)', '`tick`', 'f.*g', 'p|p', '[x]', 'a__b', 'c___d', '__', '_lead'],
  ...['trail_', 'mcp__shop__x', 'UPPER', 'upper', 'c:c', 'm,m', '(paren)', 'o(p', '${HOME}', 't\tt', '#hash'],
  ...[
    '-dash',
    '--flag',
    'true',
    'constructor',
    '__proto__',
    'toString',
    '😀smile',
    '])',
    '"])\n',
    "from 'ai'",
    '*/',
    '//',
  ],
  ...['\u2028', '\u202e', '\u0000', '"],["x",{"effect":"allow"}', 'import x from "y"', '${process.exit(1)}'],
]
const hostile = names.map((name, index) => rule(name, EFFECTS[index % EFFECTS.length] as Effect))
const shop: Rule[] = [
  ...EFFECTS.map((effect) => rule(`${effect}_it`, effect)),
  rule('count_it', 'allow', [{ max: 3, per: 'hour' }]),
  {
    ...rule('check "it"', 'allow', [{ max: 2, per: 'day' }]),
    conditions: [
      { path: 'to.amount', op: 'lte', value: 100 },
      { path: 'kind', op: 'in', value: ['a', 'b'], optional: true },
    ],
  },
]

const folder = `.policybook/sdk-${process.pid}`
mkdirSync(folder, { recursive: true })
after(() => rmSync(folder, { recursive: true, force: true }))

for (const library of libraries) {
  const engine = libraryEngine(library)
  const target = targets.find(({ id }) => id === library.target) as Target
  assert.ok(engine, `${library.package} is not installed`)
  const render = (rules: readonly Rule[], defaultEffect: 'allow' | 'deny') =>
    target.render(rules, { defaultEffect, serverKey: 'shop' })

  for (const defaultEffect of ['allow', 'deny'] as const) {
    test(`${engine.name} does what is said of the module, the rest ${defaultEffect}`, async () => {
      const snippet = render(shop, defaultEffect)
      assert.deepEqual(verifySnippet(snippet, shop, defaultEffect), [])
      assert.deepEqual(await engine.check(snippet), [])
    })

    test(`${engine.name} does what is said of the module whatever tools are called, the rest ${defaultEffect}`, async () => {
      const snippet = render(hostile, defaultEffect)
      assert.deepEqual(verifySnippet(snippet, hostile, defaultEffect), [])
      assert.deepEqual(await engine.check(snippet), [])
    })
  }

  test(`${engine.name} runs a module for any names`, async () => {
    const anyRules = fc.array(
      fc.record({ tool: fc.string({ unit: 'binary', maxLength: 12 }), effect: fc.constantFrom<Effect>(...EFFECTS) }),
      { maxLength: 5 },
    )
    await fc.assert(
      fc.asyncProperty(anyRules, fc.constantFrom<'allow' | 'deny'>('allow', 'deny'), async (drawn, defaultEffect) => {
        const rules = drawn.map(({ tool, effect }) => rule(tool, effect))
        assert.deepEqual(await engine.check(render(rules, defaultEffect)), [])
      }),
      { numRuns: 25 },
    )
  })

  test(`${engine.name} finds a module that does something else`, async () => {
    const changes: [RegExp, string, RegExp][] = [
      [/deny_it|hide_it/, 'other', /deny_it|hide_it/],
      [/"effect":"ask"/, '"effect":"allow"', /ask_it/],
      [/"value":100/, '"value":1000', /to\.amount/],
      [/"max":3/, '"max":4', /count_it/],
      [/"optional":true/, '"optional":false', /check/],
    ]
    const smallest = (wanted: RegExp) => shop.filter((one) => wanted.test(render([one], 'allow').text))
    for (const [from, to, found] of changes) {
      const snippet = render(smallest(from), 'allow')
      const text = snippet.text.replace(from, to)
      assert.notEqual(text, snippet.text)
      // Read from the text that was meant, as the page says it.
      const simulate: Target['simulate'] = (_, options) => target.simulate(snippet.text, options)
      const problems = await engine.check({ ...snippet, text, target: { ...target, simulate } })
      assert.match(problems.join('\n'), found)
    }
    assert.notDeepEqual(await engine.check({ ...render([], 'allow'), defaultEffect: 'deny' }), [])
  })

  test(`${engine.name} does what the cases of the target say`, async () => {
    for (const one of readCases('content').get(target.id)?.cases ?? []) {
      if ('refused' in one) continue
      const tools = [...new Set(one.calls.map(({ tool }) => tool))]
      const make = await library.prepare(await loadModule(one.policy), tools)
      for (const { tool, arguments: args, times, outcome } of one.calls)
        for (let time = 0; time < times; time++)
          assert.deepEqual(await make([{ tool, args }]), [outcome], `${one.from}: ${tool}`)
    }
  })
}

test('the AI SDK still asks about a tool without a rule that needs approval by itself', async () => {
  const { dynamicTool, generateText, isStepCount, jsonSchema } = await import('ai')
  const { MockLanguageModelV4 } = await import('ai/test')
  const target = targets.find(({ id }) => id === 'ai-sdk') as Target
  const { text } = target.render([rule('drop', 'deny')], { defaultEffect: 'allow', serverKey: 'shop' })
  const { withPolicy } = await loadModule(text)
  let calls = 0
  const model = new MockLanguageModelV4({
    doGenerate: {
      content: [{ type: 'tool-call', toolCallId: 'c', toolName: 'pay', input: '{}' }],
      finishReason: { unified: 'tool-calls', raw: '' },
      usage: { inputTokens: { total: 1 }, outputTokens: { total: 1 } } as never,
      warnings: [],
    },
  })
  const pay = dynamicTool({
    description: 'A tool.',
    inputSchema: jsonSchema({ type: 'object' }),
    needsApproval: true,
    execute: async () => ++calls,
  })
  const policy = (withPolicy as (tools: object) => object)({ pay })
  const { content } = await generateText({ model, ...policy, prompt: 'go', stopWhen: isStepCount(2) } as never)
  assert.equal(calls, 0)
  assert.ok(content.some(({ type }) => type === 'tool-approval-request'))
})

test('the modules fit the types of their packages, also in strict projects', () => {
  const files = libraries.flatMap(({ target: id }) =>
    [shop, shop.slice(0, 4), []].map((rules, index) => {
      const file = join(folder, `${id}-${index}.ts`)
      const target = targets.find((one) => one.id === id)
      writeFileSync(file, target?.render(rules, { defaultEffect: 'deny', serverKey: 'shop' }).text ?? '')
      return file
    }),
  )
  const flags = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--module', 'esnext', '--target', 'esnext']
  const more = ['--moduleResolution', 'bundler', '--noUncheckedIndexedAccess', '--types', 'node']
  const tsc = 'node_modules/typescript/bin/tsc'
  const { stdout } = spawnSync(process.execPath, [tsc, ...flags, ...more, ...files], { encoding: 'utf8' })
  assert.equal(stdout, '')
})
