import assert from 'node:assert/strict'
import { test } from 'node:test'
import { harmLines, severityOfLine } from '../../src/schema/harm.ts'
import type { When } from '../../src/schema/harm-rules.ts'
import { content } from './rules.ts'

const { acts, rubric, traits, 'harm-rules': harm, 'trait-words': traitWords } = content.risk
const facts = new Set([...harm.facts, ...traitWords.facts].map(({ id }) => id))
const classes = new Set(Object.keys(acts.things))
const kinds = new Set([...Object.keys(acts.verbs), 'unknown'])
const ids = new Set(harm.rules.map(({ id }) => id))
const rules = [...harm.rules, ...traits.flatMap((trait) => trait.rules)]
const conditions = rules.flatMap(({ id, unless, ...when }): [string, When][] => [
  [id, when],
  ...(unless ? ([[id, unless]] as [string, When][]) : []),
])

test('a rule asks only for facts, verbs and judgements that exist', () => {
  for (const [id, { facts: all = [], oneOf = [], verbs = [] }] of conditions) {
    for (const fact of [...all, ...oneOf]) assert.ok(facts.has(fact), `${id} asks for the fact ${fact}`)
    for (const kind of verbs) assert.ok(kinds.has(kind), `${id} asks for verbs of the class ${kind}`)
  }
  for (const fact of harm.facts)
    if (fact.in === 'any') for (const id of fact.of) assert.ok(facts.has(id), `${fact.id} is made of ${id}`)
  for (const { id, judged = [] } of traits.flatMap((trait) => trait.rules))
    for (const one of judged) assert.ok(ids.has(one), `${id} asks for the rule ${one}`)
})

test('a noun that a rule asks for is a class or can be read', () => {
  for (const [id, { head = [], any = [], to = [], from = [] }] of conditions)
    for (const noun of [...head, ...any, ...to, ...from])
      assert.ok(classes.has(noun) || /^[a-z0-9][a-z0-9 ]*$/.test(noun), `${id} asks for ${noun}`)
})

test('every line of the rubric is told once, in its order, with the severity of its letter, and some rule comes to it', () => {
  assert.deepEqual(
    rubric.lines.map(({ id }) => id),
    harmLines,
  )
  for (const { id, severity } of rubric.lines) {
    assert.equal(severity, severityOfLine(id))
    assert.ok(
      harm.rules.some(({ line }) => line === id),
      `no rule comes to ${id}`,
    )
  }
})

test('no rule names a server of the catalogue or one of its tools', () => {
  const text = JSON.stringify([harm, traits, traitWords.facts])
  const technologies =
    /^(git|memory|slack|github|gitlab|bitbucket|notion|postgres|playwright|airtable|backlog|plane|filesystem|everything|gcloud|google cloud)$/
  for (const [id, { title }] of content.manifests)
    if (!technologies.test(id))
      for (const word of [id, title.toLowerCase()])
        assert.ok(!text.toLowerCase().includes(`|${word}|`), `a rule names ${word}`)
})
