// Rules about arguments that were weakened must be found: the text does less than the snippet is said to do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verifySnippet } from '../../../src/policy/prove/verify-snippet.ts'
import { narrow, opened } from '../../../src/policy/recommend/narrow.ts'
import { proposals } from '../../../src/policy/recommend/proposals.ts'
import { targets } from '../../../src/policy/targets/index.ts'
import type { Condition, Rule } from '../../../src/schema/rule.ts'
import { catalogue, known, samples, tight } from '../recommend/families.ts'
import { rule } from '../rule.ts'

/** What can go wrong with one condition; undefined where it cannot. */
const weaken: Record<string, (condition: Condition) => Condition | undefined> = {
  'is not there': () => undefined,
  'is about another argument': (condition) => ({ ...condition, path: `${condition.path}x` }),
  'has a higher bound': (condition) =>
    typeof condition.value === 'number' && condition.op.startsWith('lt')
      ? { ...condition, value: condition.value + 1 }
      : condition,
  'has a lower bound': (condition) =>
    typeof condition.value === 'number' && condition.op.startsWith('gt')
      ? { ...condition, value: condition.value - 1 }
      : condition,
  'has no anchor': (condition) =>
    condition.op === 'regex'
      ? changed(condition, {
          value: String(condition.value).replace(/^\^/, ''),
          any: (text) => (text === '*' ? text : `*${text}`),
          refuses: (text) => `^(${text})$`,
        })
      : condition,
  'forgets what must not be in it': (condition) =>
    condition.op === 'regex' ? changed(condition, { value: '.*', none: [], refuses: () => 'a^' }) : condition,
  'has one more value': (condition) =>
    Array.isArray(condition.value) ? { ...condition, value: [...condition.value, 'x'] } : condition,
  'has the other value': (condition) =>
    typeof condition.value === 'boolean' ? { ...condition, value: !condition.value } : condition,
}

/** A pattern with its other two forms changed alike. */
function changed(
  { wildcards, refuses, ...condition }: Condition,
  to: { value: string; any?: (text: string) => string; none?: string[]; refuses: (text: string) => string },
): Condition {
  return {
    ...condition,
    value: to.value,
    ...(wildcards ? { wildcards: { any: wildcards.any.map(to.any ?? String), none: to.none ?? wildcards.none } } : {}),
    ...(refuses === undefined ? {} : { refuses: to.refuses(refuses) }),
  }
}

const own = catalogue.flatMap(({ server, tool }): { server: string; tool: typeof tool; checks: Rule }[] => {
  const found = proposals(tool, /^(get|list|search|read|query)/i.test(tool.name) ? 'Read' : 'Write', known)
  const narrowed = narrow(rule(tool.name, 'allow'), found, samples)
  const checks = [narrowed, opened(rule(tool.name, 'deny'), found, samples, tight)]
  return checks.flatMap((one) => (one && one.conditions.length > 0 ? [{ server, tool, checks: one }] : []))
})

/** One of each set of tools that differ in nothing but the names of tools and arguments. */
function different(all: typeof own): typeof own {
  const kinds = new Map(
    all.map((one) => [JSON.stringify(one.checks.conditions.map(({ path: _, ...condition }) => condition)), one]),
  )
  return [...kinds.values()]
}

for (const target of targets.filter(({ capabilities }) => capabilities.conditions))
  for (const [what, change] of Object.entries(weaken))
    test(`${target.label}: a condition that ${what} is found`, () => {
      let broken = 0
      const missed: string[] = []
      for (const { server, tool, checks } of different(own))
        for (const defaultEffect of ['allow', 'deny'] as const) {
          const options = { defaultEffect, serverKey: server, tools: new Map([[tool.name, tool]]) }
          const snippet = target.render([checks], options)
          const claimed = snippet.conditions?.get(tool.name) ?? []
          for (const [index, condition] of claimed.entries()) {
            // What two conditions of one argument demand is often the same.
            if (claimed.some((other, at) => at !== index && other.path === condition.path && other.op === condition.op))
              continue
            const weaker = change(condition)
            if (weaker === condition) continue
            const conditions = claimed.toSpliced(index, 1, ...(weaker ? [weaker] : []))
            const { text } = target.render([{ ...checks, conditions }], options)
            if (text === snippet.text) continue
            broken++
            if (verifySnippet({ ...snippet, text }, [checks], defaultEffect).length === 0)
              missed.push(`${server}/${tool.name} ${condition.path} ${condition.op}, the rest to ${defaultEffect}`)
          }
        }
      assert.deepEqual([...new Set(missed)].slice(0, 10), [], `${missed.length} of ${broken}`)
    })

test('what the tests weaken is really there', () => {
  assert.ok(own.length > 300 && different(own).length > 30)
})
