import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { folders } from '../../src/catalogue/folder.ts'
import { exampleOf } from '../../src/cli/verify/clients.ts'
import { breaks } from '../../src/engine/clients/breaks.ts'
import { checkBuiltin } from '../../src/engine/clients/builtin-trials.ts'
import { canTryManaged } from '../../src/engine/clients/claude-code.ts'
import { type ClientEngine, clientEngines, clients } from '../../src/engine/clients/index.ts'
import { installLocked } from '../../src/ingest/install.ts'
import { builtinRules } from '../../src/policy/core/builtin-rules.ts'
import type { Snippet } from '../../src/policy/core/snippet.ts'
import { verifySnippet } from '../../src/policy/prove/verify-snippet.ts'
import { targets } from '../../src/policy/targets/index.ts'
import type { Effect, Rule } from '../../src/schema/rule.ts'
import { rule } from '../policy/rule.ts'

// The clients themselves, each with a model on this machine that calls every tool: what they let pass, ask about, refuse
// and hide must be what is said of the snippet.
const skip = process.platform === 'win32' && 'the clients are run by a POSIX shell'

// No two of them are one name where a client writes underscores for what it does not take: it then offers only one.
const names = [
  ...['q"q', 'back\\slash', 'w w', 's/s', 'tool-with-dash', 'dot.ted', '9lives', 'yes', 'null', '~', 'été', '商x店'],
  ...['y'.repeat(64), 'z'.repeat(63), "it's", '$(sub)', '`tick`', 'f.*g', 'p|p', '[x]', 'a__b', 'c___d', '__', '_lead'],
  ...['trail_', 'mcp__shop__x', 'UPPER', 'upper', 'c:c', 'm,m', '(paren)', 'o(p', '${HOME}', 't\tt', '#hash'],
  ...['-dash', '--flag', 'true', 'constructor', '__proto__', 'toString', '😀smile'],
]
const EFFECTS: Effect[] = ['allow', 'ask', 'deny', 'hide']
const hostile = names.map((name, index) => rule(name, EFFECTS[index % EFFECTS.length] as Effect))
const shop = EFFECTS.map((effect) => rule(`${effect}_it`, effect))

const conditioned: Rule[] = [
  {
    ...rule('read_it', 'allow'),
    conditions: [
      {
        path: 'path',
        op: 'regex',
        value: '^/srv(/(\\.?[^./\\\\%\\x00][^/\\\\%\\x00]*|\\.)?)*$',
        wildcards: { any: ['/srv', '/srv/*'], none: ['*%*', '*/..*', '*\0*', '*\\*'] },
        samples: {
          passes: ['/srv', '/srv/a b', '/srv/é"\n'],
          refused: ['/srvx', '/srv/%2e', '/srv/../etc', '/etc', '/srv/\0', '/srv/\\'],
        },
      },
      { path: 'limit', op: 'gte', value: 1, optional: true, samples: { passes: [1, 20.5], refused: [0, -1, '5'] } },
      { path: 'limit', op: 'lte', value: 100, optional: true },
    ],
  },
  {
    ...rule('write_it', 'allow'),
    conditions: [
      {
        path: 'owner',
        op: 'in',
        value: ['acme'],
        samples: { passes: ['acme'], refused: [{ owner: 'acme' }, ['acme'], '\0"owner":"acme"\0', 'evil'] },
      },
      { path: 'force', op: 'eq', value: false, optional: true },
    ],
  },
]

// Those that a trial did not notice, or that are easily missed; `npm run verify -- --breaks` tries all of them.
const SHOWN_BREAKS = [
  ['claude-code', 'a hook that refuses in place of a question'],
  ['claude-code', 'a mode that bypasses permissions'],
  ['codex', 'full access for all'],
  ['gemini-policy', 'a denial for some arguments'],
  ['gemini-settings', 'a tool is allowed for all'],
  ['copilot-cli', 'all tools are allowed by the environment'],
] as const

const render = (id: string, rules: readonly Rule[], defaultEffect: 'allow' | 'deny', serverKey = 'shop'): Snippet => {
  const snippet = targets.find((one) => one.id === id)?.render(rules, { defaultEffect, serverKey })
  assert.ok(snippet, id)
  return snippet
}

describe('the clients themselves', { skip, concurrency: 4 }, () => {
  let engines: readonly ClientEngine[] = []
  const engine = (id: string) => engines.find((one) => one.id === id) as ClientEngine

  before(async () => {
    const folder = `${folders().cache}/clients`
    await installLocked(`${folders().content}/clients`, folder)
    engines = clientEngines(folder)
  })

  for (const { id: client, label, targets: ids } of clients)
    for (const id of ids) {
      for (const defaultEffect of ['allow', 'deny'] as const)
        test(`${label} does what is said of ${id}, whatever tools are called, the rest ${defaultEffect}`, async () => {
          const snippet = render(id, hostile, defaultEffect)
          assert.deepEqual(verifySnippet(snippet, hostile, defaultEffect), [])
          assert.deepEqual(await engine(client).check(snippet), [])
        })

      test(`${label} does what is said of ${id} for a server with an odd name`, async () => {
        const snippet = render(id, shop, 'allow', 'My Shop.v1_')
        // Where a target cannot write the name, there is a reason and nothing to try.
        if (snippet.refusal === undefined) assert.deepEqual(await engine(client).check(snippet), [])
        else assert.match(snippet.limitations.map(({ what }) => what).join(), /rename the server/)
      })

      test(`${label} finds a file of ${id} that does something else`, async () => {
        const snippet = render(id, shop, 'allow')
        // A list of what is offered does not name the others, so there they take the places of two that it names.
        const text = snippet.text.includes('deny_it')
          ? snippet.text.replaceAll('deny_it', 'deny_ti').replaceAll('hide_it', 'hide_ti')
          : snippet.text.replaceAll('allow_it', 'deny_it').replaceAll('ask_it', 'hide_it')
        const found = (await engine(client).check({ ...snippet, text })).join('\n')
        assert.match(found, /deny_it of shop: /)
        assert.match(found, /hide_it of shop: /)
      })

      if (targets.find((one) => one.id === id)?.combine)
        test(`${label} does what is said of one file of ${id} for two servers`, async () => {
          const snippets = [render(id, shop, 'deny'), render(id, shop.slice(1), 'deny', 'bank')]
          assert.deepEqual(await engine(client).checkTogether(snippets), [])
        })
    }

  test('Gemini CLI looks at arguments as is said, and finds conditions that were weakened', async () => {
    const snippet = render('gemini-policy', conditioned, 'allow')
    assert.equal(snippet.conditions.size, conditioned.length)
    assert.deepEqual(await engine('gemini-cli').check(snippet), [])
    // Without the NULs, without the denial of all other calls, and with a higher bound.
    for (const [from, to] of [
      [/\\\\x00/g, ''],
      [/priority = 400/g, 'priority = 600'],
      [/\(\?:100\|/g, '(?:1000|'],
    ] as const) {
      const text = snippet.text.replace(from, to)
      assert.notEqual(text, snippet.text)
      assert.notDeepEqual(await engine('gemini-cli').check({ ...snippet, text }), [], String(from))
    }
  })

  for (const { id: client, label, targets: ids, modes } of clients)
    for (const id of ids)
      for (const mode of targets.find((one) => one.id === id)?.modes ?? []) {
        // Managed settings have the modes of Claude Code; `npm run verify` tries them.
        if (!Object.hasOwn(modes, mode.id) || id === 'claude-code-managed') continue
        test(`${label} does in the mode ${mode.id} what is said of ${id}`, async () => {
          const snippet = render(id, shop, 'allow')
          assert.deepEqual(await engine(client).checkMode(mode, snippet), [])
        })
      }

  test('a mode that is described wrongly is found', async () => {
    for (const [id, client] of [
      ['codex', 'codex'],
      ['gemini-policy', 'gemini-cli'],
    ] as const) {
      const mode = targets.find((one) => one.id === id)?.modes?.at(-1)
      assert.ok(mode, id)
      const passes = mode.meets.ask === 'passes'
      const wrong = { ...mode, meets: { ...mode.meets, ask: passes ? ('asks' as const) : ('passes' as const) } }
      assert.match((await engine(client).checkMode(wrong, render(id, shop, 'allow')))?.join() ?? '', /ask_it/)
    }
  })

  for (const { id: client, label, targets: ids } of clients)
    for (const id of ids) {
      const target = targets.find((one) => one.id === id)
      if (!target?.builtin || id === 'claude-code-managed') continue
      test(`${label} keeps the rules of ${id} for its own tools`, async () => {
        const { client: tried, installed } = engine(client)
        assert.deepEqual(await checkBuiltin(tried, target, installed), [])
      })
    }

  test('rules for a client’s own tools that do something else are found', async () => {
    const { client: tried, installed } = engine('codex')
    const target = targets.find((one) => one.id === 'codex')
    assert.ok(target?.builtin)
    const text = target.builtin.render(builtinRules).text.replace('"forbidden"', '"prompt"')
    assert.match((await checkBuiltin(tried, target, installed, text))?.join() ?? '', /rm -rf build/)
  })

  // The model of the target notices every break, see breaks.test.ts; those that change what a client does, the client shows.
  for (const [id, what] of SHOWN_BREAKS)
    test(`a client shows that ${what} in ${id}`, async () => {
      const target = targets.find((one) => one.id === id)
      const own = breaks[id]?.find((one) => one.id === what)
      assert.ok(target && own)
      const snippet = exampleOf(target)
      const tried = engines.find((one) => one.targets.includes(id))
      assert.notDeepEqual(await tried?.check({ ...snippet, text: own.apply(snippet.text) }), [])
    })

  test('managed settings are tried in the client', {
    skip: !canTryManaged && 'no process can have an /etc of its own here',
  }, () => {
    assert.ok(engine('claude-code').targets.includes('claude-code-managed'))
  })

  test('a client that refuses its file is a finding, and not a policy that hides everything', async () => {
    const snippet = render('codex', shop, 'allow')
    const text = snippet.text.replace('approval_mode = "prompt"', 'approval_mode = "perhaps"')
    assert.match((await engine('codex').check({ ...snippet, text })).join('\n'), /perhaps/)
  })
})
