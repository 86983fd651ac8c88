import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkSync } from 'recheck'
import { Counters } from '../../../src/policy/core/counters.ts'
import { argumentTrials } from '../../../src/policy/prove/argument-trials.ts'
import { sampleArguments, satisfies } from '../../../src/policy/prove/sample-arguments.ts'
import { verifySnippet } from '../../../src/policy/prove/verify-snippet.ts'
import { conditionsOf } from '../../../src/policy/recommend/conditions-of.ts'
import { narrow, opened } from '../../../src/policy/recommend/narrow.ts'
import { type Proposal, proposals } from '../../../src/policy/recommend/proposals.ts'
import { placeholders, readValues } from '../../../src/policy/recommend/reader-values.ts'
import { targets } from '../../../src/policy/targets/index.ts'
import { categories } from '../../../src/schema/category.ts'
import type { Rule } from '../../../src/schema/rule.ts'
import type { Tool } from '../../../src/schema/tool.ts'
import { callsOf } from '../calls.ts'
import { rule } from '../rule.ts'
import { catalogue, familiesOf, known, samples, taking, tight } from './families.ts'

const conditional = known.families.filter(({ conditions }) => conditions.length > 0)
const checking = targets.filter(({ capabilities }) => capabilities.conditions)
const CEDAR = ['toolhive', 'toolhive-kubernetes']

/** A tool with one parameter of a family that must be given, and the rule that checks it. */
function familyRule(family: (typeof conditional)[number], required: boolean): { tool: Tool; checks: Rule } {
  const parameter = 'it'
  const type = family.type === 'any' ? 'string' : family.type
  const tool = taking({ [parameter]: { type } }, { required: required ? [parameter] : [] })
  const proposal: Proposal = { parameter, family, optional: !required, list: false }
  return { tool, checks: { ...rule('do_it', 'allow'), conditions: conditionsOf(proposal, samples) } }
}

for (const family of conditional)
  test(`samples of ${family.id} pass and are refused in every target that checks arguments`, () => {
    const { tool, checks } = familyRule(family, true)
    for (const target of checking) {
      const snippet = target.render([checks], {
        defaultEffect: 'deny',
        serverKey: 'shop',
        tools: new Map([[tool.name, tool]]),
      })
      // ToolHive does not compare numbers.
      if (CEDAR.includes(target.id) && !snippet.conditions?.has('do_it')) continue
      assert.equal(snippet.conditions?.get('do_it')?.length, family.conditions.length, target.id)
      const call = callsOf(target, snippet.text)
      const [{ samples: values } = {}] = checks.conditions
      assert.ok((values?.passes.length ?? 0) >= 1 && (values?.refused.length ?? 0) >= 3)
      for (const value of values?.passes ?? [])
        assert.equal(call?.('do_it', { it: value }, new Counters()), 'pass', `${target.id} ${JSON.stringify(value)}`)
      for (const value of values?.refused ?? [])
        assert.notEqual(call?.('do_it', { it: value }, new Counters()), 'pass', `${target.id} ${JSON.stringify(value)}`)
    }
  })

for (const family of conditional)
  test(`an optional argument of ${family.id} stays optional in every target`, () => {
    const { tool, checks } = familyRule(family, false)
    for (const target of targets) {
      const snippet = target.render([checks], {
        defaultEffect: 'deny',
        serverKey: 'shop',
        tools: new Map([[tool.name, tool]]),
      })
      assert.deepEqual(verifySnippet(snippet, [checks], 'deny'), [], target.id)
      if (snippet.effects.get('do_it') !== 'allow') continue
      assert.equal(callsOf(target, snippet.text)('do_it', {}, new Counters()), 'pass', target.id)
    }
  })

test('a pattern, its wildcards and the pattern of what it refuses say the same', () => {
  const pieces = [
    '..',
    '.',
    '/',
    'a',
    'é',
    '-',
    '\\',
    '%2e',
    '\0',
    '~',
    ':',
    ' ',
    '@',
    '#',
    '?',
    '\n',
    '\t',
    '+x',
    'agent/',
    'https://',
  ]
  for (const family of conditional) {
    const [condition] = familyRule(family, true).checks.conditions
    if (condition?.op !== 'regex') continue
    const starts = ['', ...Object.values(samples).flat().map(String), ...(condition.samples?.passes ?? []).map(String)]
    const texts = fc.tuple(fc.constantFrom(...starts), fc.array(fc.constantFrom(...pieces), { maxLength: 6 }))
    const tool = taking({ it: { type: 'string' } }, { required: ['it'] })
    const tools = new Map([[tool.name, tool]])
    const checks = { ...rule('do_it', 'allow'), conditions: [condition] }
    const [intercept, agentcore] = ['intercept', 'agentcore'].map((id) => {
      const target = targets.find((one) => one.id === id)
      const text = target?.render([checks], { defaultEffect: 'deny', serverKey: 'x', tools }).text ?? ''
      return callsOf(target, text, 'x')
    })
    const opposite = condition.refuses === undefined ? undefined : { ...condition, value: condition.refuses }
    fc.assert(
      fc.property(texts, ([start, rest]) => {
        const it = start + rest.join('')
        const passes = satisfies(condition, it)
        assert.equal(intercept?.('do_it', { it }, new Counters()) === 'pass', passes, JSON.stringify(it))
        assert.equal(agentcore?.('do_it', { it }, new Counters()) === 'pass', passes, JSON.stringify(it))
        if (opposite) assert.equal(satisfies(opposite, it), !passes, JSON.stringify(it))
      }),
      { numRuns: 3_000, seed: 8 },
    )
  }
})

test('paths are told apart by their names, their descriptions and what stands beside them', () => {
  const path = (description: string) => ({ path: { type: 'string', description } })
  const string = { type: 'string' }
  for (const [properties, description, expected] of [
    [path('Absolute path of the file'), '', ['path: folder']],
    [path('The absolute or relative path to save the screenshot to'), '', ['path: folder']],
    [{ path: string }, 'Read a file from the file system', ['path: folder']],
    [{ source: string, destination: string }, 'Move or rename files', ['source: folder', 'destination: folder']],
    [path('Relative file names are resolved against the workspace root'), '', ['path: workspace-path']],
    [path('Path relative to the document root'), '', ['path: inside-path']],
    [{ ...path('Path to the file'), owner: string, repo: string }, '', ['path: inside-path']],
    [{ ...path('Local path to save the file'), project_id: string }, '', ['path: folder']],
    [path('The API endpoint path (without base URL)'), '', ['path: api-path']],
    [path('Project path/slug'), '', []],
    [path('The path of the group'), '', []],
    [{ filename: { type: 'string', description: 'The desired name for the file' } }, 'Upload a file', []],
    [path(''), 'Draw a line', []],
    [{ destination: string }, 'Plan a route between two cities', []],
    [path('JSON path of the value'), 'Query a document', []],
  ] as const)
    assert.deepEqual(
      familiesOf(taking(properties, { description })),
      expected,
      `${JSON.stringify(properties)} ${description}`,
    )
})

test('aliases and lists are covered together, or a fence is not offered', () => {
  const files = (properties: Parameters<typeof taking>[0], required: string[] = []) => {
    const tool = taking(properties, { description: 'Read files from the file system', required })
    return proposals(tool, 'Read', known)
  }
  const string = { type: 'string' }
  const list = { type: 'array', items: string }
  assert.deepEqual(
    files({ path: string, file_path: string }).checked.map(({ parameter }) => parameter),
    ['path', 'file_path'],
  )
  const gap = files({ path: string, paths: list }, ['paths'])
  assert.deepEqual([gap.checked.length, gap.unchecked.map(({ parameter }) => parameter)], [0, ['paths']])
  assert.equal(narrow(rule('do_it', 'allow'), gap, samples).effect, 'ask')
  assert.equal(narrow(rule('do_it', 'allow'), gap).effect, 'allow')
  assert.equal(opened(rule('do_it', 'deny'), gap, samples, tight), undefined)
  const left = files({ path: string, paths: list })
  const { conditions } = narrow(rule('do_it', 'allow'), left, samples)
  assert.deepEqual(
    conditions.map(({ path, op }) => `${path} ${op}`),
    ['path regex', 'paths exists'],
  )
  assert.deepEqual(files({ path: { type: 'string', description: 'Directory or file(s)' } }, ['path']).checked, [])
})

test('a recipient is one only where the tool sends', () => {
  const to = { to: { type: 'string' } }
  assert.deepEqual(familiesOf(taking(to, { name: 'send_email' }), 'Execute'), ['to: recipient'])
  assert.deepEqual(familiesOf(taking(to, { name: 'get_branch_diffs' }), 'Read'), [])
  assert.deepEqual(familiesOf(taking(to, { name: 'create_redirect' })), [])
  const channel = { channel_id: { type: 'string' } }
  assert.deepEqual(familiesOf(taking(channel, { name: 'post_message', description: 'Post a message to a channel' })), [
    'channel_id: recipient',
  ])
  assert.deepEqual(
    familiesOf(taking(channel, { name: 'add_reaction', description: 'Add a reaction to a message' })),
    [],
  )
})

test('only a tool that writes a branch has a rule about branches', () => {
  const branch = { branch: { type: 'string', description: 'Branch to push to' } }
  assert.deepEqual(familiesOf(taking(branch, { name: 'push_files' })), ['branch: branch'])
  assert.deepEqual(familiesOf(taking(branch, { name: 'push_files' }), 'Read'), [])
  const pull = { base: { type: 'string', description: 'The branch you want the changes pulled into' } }
  assert.deepEqual(familiesOf(taking(pull, { name: 'create_pull_request' })), [])
})

test('nothing is demanded of a parameter that the schema does not have, or has with another type', () => {
  assert.deepEqual(familiesOf(taking({ force: { type: 'string' }, limit: { type: 'string' } }), 'Read'), [])
  assert.deepEqual(familiesOf(taking({ limit: { type: ['number', 'string'] } }), 'Read'), [])
  assert.deepEqual(familiesOf(taking({ limit: { type: ['integer', 'null'] } }), 'Read'), ['limit: size'])
  assert.deepEqual(familiesOf(taking({ limit: { type: 'integer', maximum: 50 } }), 'Read'), [])
  assert.deepEqual(familiesOf(taking({ limit: { type: 'integer', default: 500 } }), 'Read'), [])
  assert.deepEqual(familiesOf(taking({ visibility: { type: 'string', enum: ['open', 'closed'] } })), [])
  assert.deepEqual(familiesOf({ name: 'x', inputSchema: 'none' }), [])
  const names = fc.constantFrom('path', 'url', 'to', '__proto__', 'a.path', 'amount', 'x', 'limit')
  const schema = fc.oneof(
    fc.jsonValue(),
    fc.record({ properties: fc.dictionary(names, fc.oneof(fc.jsonValue(), fc.constant({ type: 'string' }))) }),
  )
  fc.assert(
    fc.property(schema, fc.constantFrom(...categories), (inputSchema, category) => {
      const { checked, unchecked } = proposals({ name: 'send_files', inputSchema } as Tool, category, known)
      for (const { parameter } of [...checked, ...unchecked])
        assert.ok(Object.hasOwn((inputSchema as { properties: object }).properties, parameter))
    }),
  )
})

test('no pattern is proposed for SQL, commands and code, and the page says that none is a boundary', () => {
  for (const [properties, description, id] of [
    [{ sql: { type: 'string' } }, '', 'sql'],
    [{ query: { type: 'string', description: 'The SQL query to run' } }, '', 'sql'],
    [{ command: { type: 'string' } }, '', 'command'],
    [{ args: { type: 'array', items: { type: 'string' } } }, 'Run a CLI command', 'command'],
    [{ code: { type: 'string' } }, 'Run a script', 'code'],
  ] as const) {
    const found = proposals(taking(properties, { description }), 'Execute', known)
    assert.deepEqual(
      [found.checked, found.boundless.map(({ family }) => family.id)],
      [[], [id]],
      JSON.stringify(properties),
    )
  }
})

test('in the whole catalogue a condition narrows and never opens, can be met, and makes no optional argument compulsory', () => {
  const compulsory = new Set<string>()
  let proposed = 0
  for (const { server, tool } of catalogue)
    for (const category of categories) {
      const found = proposals(tool, category, known)
      const listed = (tool['inputSchema'] as { required?: unknown } | undefined)?.required
      for (const { parameter, optional, family } of found.checked) {
        proposed++
        if (category === 'Read') assert.notEqual(family.id, 'branch', `${server}/${tool.name}`)
        if (!optional && !(Array.isArray(listed) && listed.includes(parameter)))
          compulsory.add(`${server}/${tool.name} ${parameter}`)
      }
      for (const values of [{}, placeholders(known), samples]) {
        for (const effect of ['ask', 'deny', 'hide'] as const) {
          const kept = rule(tool.name, effect)
          assert.equal(narrow(kept, found, values), kept)
        }
        const narrowed = narrow(rule(tool.name, 'allow'), found, values)
        if (narrowed.effect !== 'allow') assert.ok(narrowed.effect === 'ask' && found.unchecked.length > 0)
        assert.ok(sampleArguments(narrowed.conditions), `${server}/${tool.name}`)
        const wider = opened(rule(tool.name, 'deny'), found, values, tight)
        if (wider && values === samples) assert.ok(sampleArguments(wider.conditions), `${server}/${tool.name}`)
      }
    }
  assert.ok(proposed > 500)
  // Their defaults are the danger: the current branch, a public repository, the real run.
  assert.deepEqual([...compulsory].sort(), [
    'filesystem/edit_file dryRun',
    'git/git_clean dryRun',
    'git/git_push branch',
    'git/git_push dryRun',
    'github/create_repository private',
    'gitlab/update_issue_description_patch dry_run',
    'gitlab/validate_ci_lint dry_run',
    'gitlab/validate_project_ci_lint dry_run',
    'missionsquad-github/create_repository private',
  ])
})

test('no text makes a pattern of the families slow', () => {
  const patterns = [
    ...known.families.flatMap(({ where, several, dangerousDefault, safeDefault }) => [
      ...where.flatMap((place) => Object.values(place).filter((one) => typeof one === 'string')),
      ...[several, dangerousDefault, safeDefault].filter((one) => one !== undefined),
    ]),
    ...Object.values(known.values).flatMap(({ form }) => form ?? []),
  ]
  assert.ok(patterns.length > 70)
  for (const source of new Set(patterns))
    assert.equal(checkSync(source, 'i', { timeout: 20_000 }).status, 'safe', source)
})

test('a definition of any size is read in a moment', () => {
  const long = 'send a message to the folder '.repeat(50_000)
  const properties = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, index) => [`path${index}`, { type: 'string', description: long }]),
  )
  const began = performance.now()
  proposals(taking(properties, { name: 'x'.repeat(1_000_000), description: long }), 'Write', known)
  assert.ok(performance.now() - began < 2_000)
})

test('trials hold good, wrong and missing arguments for every condition', () => {
  for (const family of conditional) {
    const { conditions } = familyRule(family, true).checks
    const trials = argumentTrials(conditions)
    const outcomes = trials.map(({ args }) => conditions.every((one) => satisfies(one, args['it'])))
    assert.ok(outcomes.includes(true) && outcomes.filter((passes) => !passes).length >= 3, family.id)
    assert.ok(
      trials.some(({ args }) => !Object.hasOwn(args, 'it')),
      family.id,
    )
  }
})

test('values of a reader are checked, several are alternatives, and none is read as a pattern', () => {
  const { values, problems } = readValues(['folder=/a/b.c', 'folder=/d', 'amount=5'], known)
  assert.deepEqual([{ ...values }, problems], [{ folder: ['/a/b.c', '/d'], amount: [5] }, []])
  const found = proposals(taking({ path: { type: 'string', description: 'Absolute path' } }), 'Read', known)
  const { conditions } = narrow(rule('do_it', 'allow'), found, values)
  const passes = (path: string) => conditions.every((one) => satisfies(one, path))
  assert.deepEqual(['/a/b.c/x', '/d', '/d/x'].map(passes), [true, true, true])
  assert.deepEqual(['/a/bxc/x', '/e', '/a', '/dd'].map(passes), [false, false, false, false])
  for (const wrong of [
    'folder=a',
    'folder=/a/*',
    'folder=/a/',
    'folder',
    'host=https://x',
    'amount=much',
    'amount=-1',
    'nothing=1',
    '__proto__=1',
    'branch=main',
  ])
    assert.equal(readValues([wrong], known).problems.length, 1, wrong)
  assert.equal(readValues(['amount=1', 'amount=2'], known).problems.length, 1)
})

test('a rule that asks is narrowed only where a few calls pass without approval, and asks as before elsewhere', () => {
  const path = { path: { type: 'string', description: 'Absolute path of the file' } }
  const tool = taking(path, { required: ['path'] })
  const found = proposals(tool, 'Read', known)
  const asks = { ...rule('do_it', 'ask'), unattended: tight }
  assert.equal(narrow(rule('do_it', 'ask'), found, samples).conditions.length, 0)
  const narrowed = narrow(asks, found, samples)
  assert.deepEqual([narrowed.effect, narrowed.unattended], ['ask', tight])
  assert.ok(narrowed.conditions.length > 0)
  const passing = { path: String(narrowed.conditions[0]?.samples?.passes[0]) }
  for (const target of targets) {
    const options = { defaultEffect: 'deny' as const, serverKey: 'shop', tools: new Map([[tool.name, tool]]) }
    const snippet = target.render([narrowed], options)
    assert.deepEqual(verifySnippet(snippet, [narrowed], 'deny'), [], target.id)
    assert.equal(snippet.effects.get('do_it'), target.render([asks], options).effects.get('do_it'), target.id)
    if (snippet.effects.get('do_it') !== 'limit') continue
    const call = callsOf(target, snippet.text)
    assert.equal(call?.('do_it', passing, new Counters()), 'pass', target.id)
    assert.notEqual(call?.('do_it', { path: '/etc/passwd' }, new Counters()), 'pass', target.id)
  }
  // Where the argument cannot be checked, no call passes without approval.
  const list = taking({ paths: { type: 'array', items: { type: 'string' } }, ...path }, { required: ['paths'] })
  const gap = proposals({ ...list, description: 'Read files from the file system' }, 'Read', known)
  assert.deepEqual(narrow(asks, gap, samples).unattended, [])
})

test('a tool that is opened has the limit of the table, and needs none', () => {
  const tool = taking({ path: { type: 'string', description: 'Absolute path of the file' } }, { required: ['path'] })
  const found = proposals(tool, 'Read', known)
  const options = { defaultEffect: 'deny' as const, serverKey: 'shop', tools: new Map([[tool.name, tool]]) }
  for (const effect of ['ask', 'deny'] as const)
    for (const limits of [tight, []]) {
      const own = opened({ ...rule('do_it', effect), unattended: tight }, found, samples, limits)
      assert.ok(own)
      assert.deepEqual([own.effect, own.limits, own.unattended, own.unchecked], ['allow', limits, [], effect])
      for (const target of targets) {
        const snippet = target.render([own], options)
        assert.deepEqual(verifySnippet(snippet, [own], 'deny'), [], target.id)
        const done = snippet.effects.get('do_it') ?? 'deny'
        if (snippet.conditions?.has('do_it')) assert.ok(['allow', limits.length > 0 ? 'limit' : 'allow'].includes(done))
        else assert.ok(effect === 'ask' ? done !== 'allow' && done !== 'limit' : /deny|hide|ask/.test(done), target.id)
      }
    }
})
