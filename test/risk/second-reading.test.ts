import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSnapshots } from '../../src/catalogue/snapshots.ts'
import { assess } from '../../src/risk/analyse.ts'
import { judge } from '../../src/risk/harm/harm.ts'
import { readingOf } from '../../src/risk/reading.ts'
import { type Features, featuresOf } from '../../src/risk/second-reading/features.ts'
import { type Example, fit } from '../../src/risk/second-reading/fit.ts'
import { compileSecondReading, expectsMore } from '../../src/risk/second-reading/second-reading.ts'
import { serverContext } from '../../src/risk/server-context.ts'
import { featureGroups, type SecondReading } from '../../src/schema/second-reading.ts'
import { content, named, rules } from './rules.ts'

const shipped = content.risk['second-reading']
const context = serverContext('server', [], rules)
const always = compileSecondReading({ ...shipped, intercept: 100_000 })
const never = compileSecondReading({ ...shipped, intercept: -100_000 })

test('a doubt makes a mild rating low in confidence, and changes nothing else', () => {
  let doubted = 0
  for (const { id, tools } of readSnapshots('catalogue')) {
    const own = serverContext(id, tools, rules)
    for (const tool of tools) {
      const { confidence: sure, doubt: before, ...calm } = assess(tool, own, { ...rules, secondReading: never })
      const { confidence, doubt, ...rest } = assess(tool, own, { ...rules, secondReading: always })
      assert.deepEqual(rest, calm)
      if (doubt === 'second-reading') {
        doubted++
        assert.ok(calm.severity === 'Low' || calm.severity === 'Medium', tool.name)
        assert.ok(sure === 'high' || sure === 'medium')
        assert.equal(confidence, 'low')
      } else assert.deepEqual([confidence, doubt], [sure, before])
      assert.equal(doubt !== undefined, confidence === 'low', 'low confidence has a reason, and nothing else has')
    }
  }
  assert.ok(doubted > 100, String(doubted))
})

test('words that every object has are no features', () => {
  for (const word of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']) {
    const tool = named(word, `${word} ${word}`, { inputSchema: { type: 'object', properties: { [word]: {} } } })
    const reading = readingOf(tool, context, rules)
    const { acts } = judge(reading, context, rules)
    assert.equal(expectsMore(reading, acts, compileSecondReading({ ...shipped, intercept: -100_000 })), false, word)
  }
})

test('features are bounded, whatever a server sends', () => {
  const properties = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`parameter_${index}`, {}]))
  const words = Array.from({ length: 50_000 }, (_, index) =>
    `word${String.fromCharCode(97 + (index % 26))}`.repeat(1 + (index % 3)),
  )
  const tool = named('x'.repeat(100_000), words.join(' '), { inputSchema: { type: 'object', properties } })
  const features = featuresOf(readingOf(tool, context, rules), [])
  for (const group of featureGroups) assert.ok(features[group].size <= 150, `${group} ${features[group].size}`)
})

const empty = Object.fromEntries(featureGroups.map((group) => [group, new Set<string>()])) as unknown as Features
const example = (server: string, words: string[], grave: boolean): Example => ({
  server,
  features: { ...empty, word: new Set(words) },
  grave,
})

test('the fit finds what separates, leaves out what few servers show, and gives the same twice', () => {
  const examples = Array.from({ length: 200 }, (_, index) =>
    example(
      `server${index % 20}`,
      [index % 2 ? 'erase' : 'count', index % 3 ? 'record' : 'file', ...(index < 2 ? ['rare'] : [])],
      index % 2 === 1,
    ),
  )
  const model = fit(examples)
  const { erase = 0, count = 0, record = 0 } = model.weights.word
  assert.ok(erase > 1000 && count < -1000 && Math.abs(record) < 100, JSON.stringify(model))
  assert.ok(!('rare' in model.weights.word))
  assert.deepEqual(fit(examples), model)
})

test('a server with many tools counts for little more than one with few', () => {
  const many = Array.from({ length: 300 }, () => example('large', ['sync'], true))
  const few = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((server) => [
    example(server, ['sync'], false),
    example(server, ['other'], true),
  ])
  const weight = (examples: Example[]) => fit(examples).weights.word['sync'] ?? 0
  const unbalanced = weight([...many.map((one, index) => ({ ...one, server: `s${index}` })), ...few])
  assert.ok(weight([...many, ...few]) < unbalanced, `${weight([...many, ...few])} ${unbalanced}`)
})

test('the shipped model is small, and says from what it was made', () => {
  const { weights, fit: made, doubtsFrom }: SecondReading = shipped
  assert.ok(JSON.stringify(weights).length < 100_000)
  assert.ok(made.labels >= 1000 && made.servers >= 30 && doubtsFrom > 100)
})
