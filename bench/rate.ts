// How many tools a second one core rates, on a folder of .ndjson files with one server a line, or on the snapshots.
// Times are CPU of this process, and the baseline is JSON.parse of the same definitions in the same run, so that the figures
// hold on a busy machine, too.
import { parseArgs } from 'node:util'
import { folders } from '../src/catalogue/folder.ts'
import { readContent } from '../src/catalogue/read-content.ts'
import { readSnapshots } from '../src/catalogue/snapshots.ts'
import { readBulk } from '../src/cli/read-bulk.ts'
import { analyse } from '../src/risk/analyse.ts'
import { compileRules } from '../src/risk/compile-rules.ts'
import { serverContext } from '../src/risk/server-context.ts'

const { values } = parseArgs({ options: { bulk: { type: 'string' }, rounds: { type: 'string', default: '5' } } })
const servers = values.bulk
  ? readBulk(values.bulk)
  : readSnapshots(folders().catalogue).map(({ id, tools }) => ({ server: id, tools }))
const rules = compileRules(readContent(folders().content).risk)
const texts = servers.flatMap(({ tools }) => tools.map((tool) => JSON.stringify(tool)))

const rateAll = () => {
  for (const { server, tools } of servers) {
    const context = serverContext(server, tools, rules)
    for (const tool of tools) analyse(tool, { context, siblings: new Set([tool.name]) }, rules)
  }
}
const parseAll = () => {
  for (const text of texts) JSON.parse(text)
}
const seconds = (work: () => void) => {
  const began = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1e6
}

rateAll()
const rounds = Array.from({ length: Number(values.rounds) }, () => ({
  rate: texts.length / seconds(rateAll),
  parse: texts.length / seconds(parseAll),
})).sort((a, b) => a.rate - b.rate)
const middle = rounds[Math.floor(rounds.length / 2)] as (typeof rounds)[number]
const count = (number: number) => Math.round(number).toLocaleString('en')
console.log(`${count(texts.length)} tools of ${count(servers.length)} servers, median of ${rounds.length} rounds`)
console.log(`rated a second   ${count(middle.rate)}   (${rounds.map(({ rate }) => count(rate)).join(', ')})`)
console.log(`parsed a second  ${count(middle.parse)}`)
console.log(`ratio            ${(middle.parse / middle.rate).toFixed(1)} times as long as reading the definition`)
