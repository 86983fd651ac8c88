import { formats } from '../policy/formats/index.ts'
import { verifySnippet } from '../policy/verify/index.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { serverPolicies } from '../view/server-page.ts'
import { site } from '../view/site.ts'
import { options } from './options.ts'

/** `verify`: every snippet of every tool and server, by the rules of its target. */
export async function verifyCommand(argv: string[]): Promise<number> {
  options('verify', argv, {})
  const problems: Problem[] = []
  const counts = new Map<string, number>()
  const note = (format: string, where: string, messages: string[]) => {
    counts.set(format, (counts.get(format) ?? 0) + 1)
    for (const what of messages)
      problems.push({ where: `${where} as ${format}`, what, fix: 'Report this as a fault of policybook.' })
  }
  for (const server of site().servers) {
    for (const { rule, slug } of server.tools)
      for (const format of formats) {
        const snippet = format.render([rule], { rest: 'allow', serverKey: server.id })
        note(format.label, `${server.id}/${slug}`, verifySnippet(snippet, [rule], 'allow'))
      }
    for (const { format, snippet, rules } of serverPolicies(server))
      note(format.label, server.id, verifySnippet(snippet, rules, 'deny'))
  }
  for (const [format, count] of counts) console.log(`${format}: ${count.toLocaleString('en')} snippets verified`)
  if (problems.length > 0) throw new ProblemError(problems)
  console.log('Every snippet passes.')
  return 0
}
