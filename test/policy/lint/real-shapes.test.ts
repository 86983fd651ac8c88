// What the linter makes of files as people have them: 79 shapes from public repositories, judged by hand.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import { PolicyText } from '../../../src/policy/core/policy-text.ts'
import { configuredServers, identifyServers } from '../../../src/policy/lint/identify-servers.ts'
import { recogniseTarget } from '../../../src/policy/lint/recognise.ts'
import { targets } from '../../../src/policy/targets/index.ts'

interface Shape {
  from: string
  file: string
  text: string
  target?: string
  other?: string
  unknown?: true
  found?: string[]
  questions?: string[]
}
const shapes: Shape[] = parse(readFileSync('test/policy/lint/real-shapes.yaml', 'utf8'))

for (const { from, file, text, target, other, unknown, found = [], questions = [] } of shapes)
  test(`${from} is judged rightly`, () => {
    const source = new PolicyText(file, text)
    const told = recogniseTarget(source, targets)
    if (!('target' in told)) {
      assert.equal(target, undefined, told.why)
      if (other) assert.match(told.why, new RegExp(`these are ${other}`))
      else assert.ok(unknown)
      return
    }
    assert.equal(told.target.id, target)
    // What a file starts itself is known to be no server of an empty catalogue.
    const findings = told.target.linter.find(source, identifyServers(configuredServers(source), []))
    const isQuestion = ({ rule }: { rule: string }) => rule.endsWith('/which-server')
    assert.deepEqual(
      findings.filter((one) => !isQuestion(one)).map(({ rule }) => rule.split('/')[1]),
      found,
      JSON.stringify(findings),
    )
    assert.deepEqual(
      findings.filter(isQuestion).map(({ what }) => /^unknown server (.*):/.exec(what)?.[1]),
      questions,
    )
  })

test('every kind of answer is in the list', () => {
  assert.ok(shapes.length >= 50)
  for (const kind of ['target', 'other', 'unknown', 'found', 'questions'] as const)
    assert.ok(shapes.filter((shape) => shape[kind]).length >= 5, kind)
})
