import { lookAlikes } from '../risk/findings/look-alikes.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { affectedServers } from '../view/advisories.ts'
import { plainText } from '../view/segments.ts'
import { type SiteServer, site } from '../view/site.ts'
import { trifectaRows } from '../view/trifecta.ts'

/** `stack ID…`: what the named servers make possible together, when one agent can call all of them. */
export async function stackCommand(argv: string[]): Promise<number> {
  const all = site()
  const problems: Problem[] = argv
    .filter((id) => !all.byId.has(id))
    .map((id) => ({
      where: `stack ${id}`,
      what: 'the catalogue has no such server',
      fix: 'Use the name of a snapshot.',
    }))
  if (argv.length === 0)
    problems.push({
      where: 'stack',
      what: 'no server is named',
      fix: 'Name one or more: npm run stack -- github slack',
    })
  if (problems.length > 0) throw new ProblemError(problems)
  const servers = [...new Set(argv)].map((id) => all.byId.get(id) as SiteServer)
  const tools = servers.flatMap((server) => server.tools)
  const rows = trifectaRows(tools, all, 'This stack')
  console.log(`${servers.map(({ id }) => id).join(', ')}: ${tools.length.toLocaleString('en')} tools\n`)
  console.log(rows.sentence)
  for (const { title, tools: own } of rows.legs) {
    console.log(`\n${title}: ${own.length}`)
    for (const { label, quote, place, href } of own)
      console.log(
        `  ${label}  ${quote.length > 0 ? `“${quote.map(({ text }) => plainText(text)).join('')}” in ${place}` : 'by the reviewers'}  ${href}`,
      )
  }
  const known = affectedServers(all, servers)
  if (known.length > 0) console.log(`\nKnown vulnerabilities: ${known.length}`)
  for (const line of known) console.log(`  ${line}`)
  const alike = lookAlikes(
    servers.map(({ id, tools: own }) => ({ server: id, tools: own.map(({ tool }) => tool.name) })),
  )
  if (alike.length > 0) console.log('\nCalled alike on two servers, so that a rule must name the server:')
  for (const { server, tool, other, distance } of alike)
    console.log(
      `  ${server} / ${plainText(tool)} and ${other.server} / ${plainText(other.tool)}${distance === 0 ? '' : `, ${distance} apart`}`,
    )
  return 0
}
