import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluateHarm, type HarmRow, type Rating } from '../../../src/risk/evaluation/harm.ts'
import { serverContext } from '../../../src/risk/server-context.ts'
import type { Tool } from '../../../src/schema/tool.ts'
import { named, rules } from '../rules.ts'

const row = (name: string, more: Partial<HarmRow> = {}): HarmRow => {
  const tool = named(name, '', { annotations: { readOnlyHint: true, title: 'T' } })
  return {
    server: 's',
    tool,
    context: serverContext('s', [tool], rules),
    severity: 'Medium',
    accept: ['Medium'],
    effect: 'limit',
    irreversible: false,
    traits: [],
    traitsAny: [],
    category: undefined,
    alternates: [],
    ...more,
  }
}
const rating = (more: Partial<Rating> = {}): Rating => ({
  category: 'Write',
  severity: 'Medium',
  irreversible: false,
  traits: [],
  effect: 'limit',
  because: '',
  ...more,
})

test('severity, rule, traits and category are counted as README words them', () => {
  const cases: [HarmRow, Rating][] = [
    [
      row('a', { traits: ['sends-out'], traitsAny: ['sends-out', 'free-url'] }),
      rating({ traits: ['free-url', 'runs-code'] }),
    ],
    // Between two accepted severities: neither accepted, nor too high, nor too low.
    [
      row('b', { severity: 'Critical', accept: ['Critical', 'Low'], effect: 'deny' }),
      rating({ severity: 'High', effect: 'ask' }),
    ],
    [row('c', { severity: 'High', accept: ['High', 'Critical'], effect: 'ask', irreversible: true }), rating()],
    [
      row('d', {
        severity: 'Low',
        accept: ['Low', 'Medium'],
        effect: 'allow',
        category: 'Read',
        alternates: ['Write'],
      }),
      rating(),
    ],
    [row('e', { severity: 'Low', accept: ['Low'], effect: 'allow', category: 'Write' }), rating({ effect: 'allow' })],
  ]
  const ratings = new Map(cases.map(([{ tool }, said]) => [tool.name, said]))
  const seen: Tool[] = []
  const result = evaluateHarm(
    cases.map(([one]) => one),
    (tool) => {
      seen.push(tool)
      return ratings.get(tool.name) as Rating
    },
    false,
  )
  const value = (member: 'exact' | 'accepted' | 'tooHigh' | 'tooLow' | 'effect' | 'unsafe' | 'irreversible') =>
    result[member].value
  assert.deepEqual(
    [value('exact'), value('accepted'), value('tooHigh'), value('tooLow'), value('effect'), value('irreversible')],
    [0.2, 0.4, 0.2, 0.2, 0.4, 0.8],
  )
  // b and c are labelled ask or deny; only c is let through.
  assert.deepEqual([result.unsafe.n, value('unsafe')], [2, 0.5])
  assert.deepEqual([result.traits.precision.value, result.traits.recall.value], [0.5, 0])
  assert.deepEqual([result.category.n, result.category.strict.value, result.category.lenient.value], [2, 0.5, 1])
  assert.deepEqual(seen[0]?.['annotations'], { title: 'T' })
})

test('hints are left in where they are asked for', () => {
  let hints: unknown
  evaluateHarm(
    [row('a')],
    (tool) => {
      hints = tool['annotations']
      return rating()
    },
    true,
  )
  assert.deepEqual(hints, { readOnlyHint: true, title: 'T' })
})
