// What changes the meaning of a snippet must be noticed, in every class that the target's text has.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyEquivalent } from '../../../src/policy/prove/mutations/equivalent.ts'
import { type MutantClass, mutantClasses, type Subject } from '../../../src/policy/prove/mutations/mutant.ts'
import { mutantsOf } from '../../../src/policy/prove/mutations/mutants-of.ts'
import { drawn, seeded } from '../../../src/policy/prove/mutations/seeded.ts'
import { treeOf } from '../../../src/policy/prove/mutations/tree.ts'
import { verifySnippet } from '../../../src/policy/prove/verify-snippet.ts'
import { targets } from '../../../src/policy/targets/index.ts'
import type { Condition, Rule } from '../../../src/schema/rule.ts'
import type { Tool } from '../../../src/schema/tool.ts'
import { rule } from '../rule.ts'

const own = (type: string): Tool => ({
  name: 'x',
  inputSchema: { type: 'object', properties: { it: { type } }, required: ['it'] },
})
const checked = (name: string, type: string, condition: Omit<Condition, 'path'>) => ({
  ...rule(name, 'allow'),
  conditions: [{ path: 'it', ...condition }],
  tool: name,
  type,
})

const rules: (Rule & { type?: string })[] = [
  rule('delete_orders', 'deny'),
  rule('update_orders', 'ask'),
  { ...rule('move_orders', 'ask'), unattended: [{ max: 10, per: 'hour' as const }] },
  // Where calls cannot be counted they pass, so that a client has to name the tool.
  { ...rule('count_orders', 'allow', [{ max: 60, per: 'minute' }]), effectWithoutLimit: 'allow' as const },
  checked('read_orders', 'integer', { op: 'lte', value: 100, dispensable: true }),
  checked('find_orders', 'string', {
    op: 'regex',
    value: '^/a(/[^\\n]*)?$',
    dispensable: true,
    wildcards: { any: ['/a', '/a/*'], none: ['*\n*'] },
    samples: { passes: ['/a/b'], refused: ['/ab', '/b', 'x/a/b'] },
  }),
]
const subject = (tool: string): Subject => ({ tool, serverKey: 'shop', stranger: 'unlisted_tool' })

/** A snippet of one rule, and its mutants that do not provably mean the same. */
function tried(target: (typeof targets)[number], one: (typeof rules)[number]) {
  const tools = new Map([[one.tool, own(one.type ?? 'string')]])
  const snippet = target.render([one], { defaultEffect: 'allow', serverKey: 'shop', tools })
  const mutants = mutantsOf(snippet.text, target.language, subject(one.tool)).filter(
    ({ text }) => whyEquivalent(snippet.text, text, target.language) === undefined,
  )
  return { snippet, mutants }
}

for (const target of targets)
  test(`nearly all that breaks a snippet of ${target.id} is noticed`, () => {
    const missed: string[] = []
    let broken = 0
    for (const one of rules) {
      const { snippet, mutants } = tried(target, one)
      const tree = treeOf(snippet.text, target.language)
      const plain = tree ? tree.print(tree.root) : snippet.text
      assert.deepEqual(
        verifySnippet({ ...snippet, text: plain }, [one], 'allow'),
        [],
        'it is right before it is changed',
      )
      for (const mutant of mutants) {
        broken++
        if (verifySnippet({ ...snippet, text: mutant.text }, [one], 'allow').length === 0)
          missed.push(`${one.tool}: ${mutant.class}: ${mutant.change}`)
      }
    }
    assert.ok(broken > 20, `${broken}`)
    assert.ok(missed.length <= broken / 20, `${missed.length} of ${broken}:\n${missed.join('\n')}`)
  })

test('every class has something to change in some target', () => {
  const seen = new Set<MutantClass>()
  for (const target of targets)
    for (const one of rules) for (const mutant of tried(target, one).mutants) seen.add(mutant.class)
  // Guards that are no rules are in files of several rules, too.
  assert.deepEqual(
    mutantClasses.filter((one) => !seen.has(one)),
    [],
  )
})

test('only what means the same by its form is equivalent', () => {
  const text = '{"a": 1, "on_deny": "no", "list": ["x", "y"]}'
  const why = (mutant: string) => whyEquivalent(text, mutant, 'json')
  assert.match(why('{ "a": 1, "list": ["x", "y"], "on_deny": "no" }') ?? '', /layout|words/)
  assert.match(why('{"a": 1, "on_deny": "yes", "list": ["x", "y"]}') ?? '', /words/)
  assert.match(why('{"a": 1, "on_deny": "no", "list": ["y", "x", "x"]}') ?? '', /same members/)
  for (const mutant of ['{"a": 2, "on_deny": "no", "list": ["x", "y"]}', '{"a": 1, "list": ["x"]}', '{'])
    assert.equal(why(mutant), undefined)
})

test('a sample is the same for the same seed', () => {
  const draw = (seed: number) =>
    drawn(
      Array.from({ length: 100 }, (_, index) => index),
      10,
      seeded(seed),
    )
  assert.deepEqual(draw(1), draw(1))
  assert.notDeepEqual(draw(1), draw(2))
  assert.equal(new Set(draw(1)).size, 10)
})
