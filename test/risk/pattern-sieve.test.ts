import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PatternSieve } from '../../src/text/pattern-sieve.ts'
import { rules } from './rules.ts'

test('what the sieve says cannot match matches nowhere', () => {
  const patterns = [...rules.patterns, ...rules.harm.facts.byId.values()].flatMap((one) =>
    'regex' in one ? [new RegExp(one.regex.source, 'i')] : [],
  )
  // The expressions without their signs hold the words that they look for, in every order that somebody wrote.
  const texts = patterns.flatMap(({ source }) => {
    const plain = source.replace(/\\[bwsdWSD]|\{\d+,?\d*\}|[()?:[\]^$!=<>+*]/g, '')
    return [plain, plain.toUpperCase(), ...plain.split('|'), plain.replaceAll('|', ' '), `“${plain}”`]
  })
  const sieve = new PatternSieve(patterns)
  let matched = 0
  let spared = 0
  for (const text of texts) {
    const may = sieve.sift(text)
    for (const [number, regex] of patterns.entries()) {
      if (regex.test(text)) {
        matched++
        assert.equal(may[number], 1, `${regex} in ${text}`)
      } else if (may[number] === 0) spared++
    }
  }
  assert.ok(matched > 500 && spared > 50_000, `${matched} matched, ${spared} spared`)
})
