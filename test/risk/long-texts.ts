// Rates texts that make a careless regular expression backtrack; run by long-texts.test.ts in a process of its own.
import { named, rate, rules } from './rules.ts'

const pieces = [
  ' ',
  '\n',
  '\t',
  '\u3000',
  '*',
  '* ',
  ' \n',
  '\n\n',
  '#\n',
  '[a] ',
  '-',
  'a',
  'a, ',
  'not ',
  '的',
  '删除',
]
for (const piece of pieces) {
  for (const before of ['', 'List ', 'Files. ']) rate(named('w', before + piece.repeat(20_000)))
  rate(named(piece.repeat(20_000)))
}
const facts = [...rules.harm.facts.byId.values()].flatMap((fact) => ('regex' in fact ? [fact.regex] : []))
const sources = [...rules.patterns.map(({ regex }) => regex), ...facts].map(({ source }) => source)
for (const word of new Set(sources.flatMap((source) => source.match(/[a-z]{2,}/gi) ?? [])))
  rate(named('w', `${word} `.repeat(2000)))
rate(named('run', 'does not delete the file, create and '.repeat(280_000)))
rate(named('a_'.repeat(5_000_000), 'a'.repeat(10_000_000)))
console.log('done')
