// What vendors establish about their products must be what our models of them do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCases } from '../../../src/catalogue/read-cases.ts'
import { Counters } from '../../../src/policy/core/counters.ts'
import type { Target } from '../../../src/policy/core/target.ts'
import { targets } from '../../../src/policy/targets/index.ts'
import type { TargetCase } from '../../../src/schema/cases.ts'

const cases = readCases('content')

/** What a target does otherwise than the case says; one line a difference. */
function differences(target: Target, one: TargetCase): string[] {
  const simulated = target.simulate(one.policy, { serverKey: one.server })
  if ('refused' in one) return 'problems' in simulated ? [] : ['the text is taken']
  if ('problems' in simulated) return simulated.problems
  const counters = new Counters()
  return one.calls.flatMap(({ tool, arguments: args, outcome, server, times, after }) => {
    counters.advance(after)
    return Array.from({ length: times }, () => simulated.call(tool, args, counters, server)).flatMap((decision) =>
      decision === outcome ? [] : [`${tool} ${JSON.stringify(args)} meets ${decision}, not ${outcome}`],
    )
  })
}

for (const [id, { cases: own }] of cases)
  test(`${id} does what ${own.length} cases of its vendor say`, () => {
    const target = targets.find((one) => one.id === id)
    assert.ok(target, `content/targets/${id} belongs to no target`)
    for (const one of own) assert.deepEqual(differences(target, one), [], `${one.from}\n${one.policy}`)
  })

test('a case that says something else is noticed', () => {
  for (const [id, { cases: own }] of cases) {
    const target = targets.find((one) => one.id === id) as Target
    for (const one of own) {
      if ('refused' in one) continue
      const [first, ...rest] = one.calls
      if (!first) continue
      const other = first.outcome === 'pass' ? 'deny' : 'pass'
      const wrong = { ...one, calls: [{ ...first, outcome: other } as const, ...rest] }
      assert.notDeepEqual(differences(target, wrong), [], one.from)
    }
  }
})
