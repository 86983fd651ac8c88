import assert from 'node:assert/strict'
import { test } from 'node:test'
import { consistency } from '../../../src/risk/evaluation/consistency.ts'
import { evaluate, type LabelledTool } from '../../../src/risk/evaluation/evaluate.ts'
import { wilson } from '../../../src/risk/evaluation/wilson.ts'
import { serverContext } from '../../../src/risk/server-context.ts'
import type { Category } from '../../../src/schema/category.ts'
import { named, rules } from '../rules.ts'

const labelled = (name: string, category: Category, alternates: Category[] = [], more = {}): LabelledTool => {
  const tool = named(name, '', more)
  return { server: 'server', tool, context: serverContext('server', [tool], rules), category, alternates }
}

test('the interval is that of Wilson', () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, and the extremes.
  const { value, low, high } = wilson(81, 263)
  assert.deepEqual([value.toFixed(4), low.toFixed(4), high.toFixed(4)], ['0.3080', '0.2553', '0.3662'])
  assert.deepEqual([wilson(0, 20).low, wilson(0, 20).high.toFixed(4)], [0, '0.1611'])
  assert.equal(wilson(20, 20).high, 1)
  assert.deepEqual(wilson(0, 0), { value: 0, low: 0, high: 1 })
})

test('alternates count as lenient, unclassified as wrong, and misses are kept', () => {
  const result = evaluate(
    [
      labelled('get_file', 'Read'),
      labelled('delete_file', 'Destructive'),
      labelled('send_mail', 'Write', ['Execute']),
      labelled('pay', 'Destructive'),
      labelled('qqq', 'Read'),
    ],
    rules,
    false,
  )
  assert.deepEqual([result.n, result.strict.value, result.lenient.value], [5, 0.4, 0.6])
  assert.equal(result.recallDestructiveFinancial.value, 0.5)
  assert.equal(result.unclassified, 1)
  assert.deepEqual(
    result.misses.map(({ labelled: { tool } }) => tool.name),
    ['send_mail', 'pay', 'qqq'],
  )
  assert.equal(result.confusion.Destructive.Financial, 1)
  assert.deepEqual(
    [result.classes.Read.n, result.classes.Read.recall.value, result.classes.Read.precision.value],
    [2, 0.5, 1],
  )
  const buckets = Object.values(result.confidence).reduce((sum, { n }) => sum + n, 0)
  assert.equal(buckets, 5)
  assert.equal(result.quoted.value, 0.8)
})

test('hints count only when they are asked for', () => {
  const tool = labelled('list_files', 'Write', [], { annotations: { readOnlyHint: false, destructiveHint: true } })
  const confidence = (hints: boolean) => evaluate([tool], rules, hints).misses[0]?.inferred.counterEvidence.length
  assert.deepEqual([confidence(false), confidence(true)], [0, 2])
})

test('tools that are called alike and rated differently are listed with what made the difference', () => {
  const { sameName, sameVerb, tools } = consistency(
    [
      { server: 'a', tools: [named('run_query', 'Run a SQL query.')] },
      { server: 'b', tools: [named('runQuery', 'Run a SQL query.')] },
      { server: 'c', tools: [named('run-query', 'Run a read-only SQL query.'), named('get_x', 'Get x.')] },
    ],
    rules,
  )
  assert.equal(tools, 4)
  assert.deepEqual(
    sameName.map(({ key, counts }) => [key, counts]),
    [
      [
        'run query',
        [
          ['Execute', 2],
          ['Read', 1],
        ],
      ],
    ],
  )
  assert.deepEqual(
    sameName[0]?.others.map(({ server }) => server),
    ['c'],
  )
  assert.equal(
    sameVerb.find(({ key }) => key === 'get'),
    undefined,
  )
})
