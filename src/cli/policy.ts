import { parseArgs } from 'node:util'
import { combine } from '../policy/core/combine.ts'
import { fileText } from '../policy/core/file-text.ts'
import { verifySnippet } from '../policy/prove/verify-snippet.ts'
import { readValues } from '../policy/recommend/reader-values.ts'
import { targets } from '../policy/targets/index.ts'
import { postures } from '../schema/posture.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { serverPolicy } from '../view/server-policy.ts'
import { type SiteServer, site } from '../view/site.ts'

/**
 * `policy --target T [--posture P] [--gateway G] [--value NAME=VALUE]… [KEY=]ID…`: the policy of one or more servers of the
 * catalogue on standard output, under the keys that the reader's own configuration has for them. Each value narrows the
 * arguments of the tools that the rules allow. What the target cannot say goes to standard error.
 */
export async function policyCommand(argv: string[]): Promise<number> {
  const { target, posture, servers, gateway, values } = read(argv)
  const snippets = servers.map(({ key, server }) => {
    const { snippet, listed, defaultEffect, leftAlone } = serverPolicy(server, target, posture, {
      serverKey: key,
      values,
      ...(gateway === undefined ? {} : { gateway }),
    })
    const problems = verifySnippet(snippet, listed, defaultEffect, leftAlone)
    if (problems.length > 0)
      throw new ProblemError(
        problems.map((what) => ({
          where: `${key} as ${target.id}`,
          what,
          fix: 'Report this as a fault of policybook.',
        })),
      )
    return snippet
  })
  const [only] = snippets
  const { file, text, limitations } = snippets.length === 1 && only ? only : combine(snippets)
  process.stdout.write(fileText(text, target.language, limitations))
  console.error(`\nThis is ${file}. If you have that file already, add these entries to it by hand.`)
  for (const { what } of limitations) console.error(`- ${what}`)
  return 0
}

function read(argv: string[]) {
  const problems: Problem[] = []
  const where = 'policy'
  let options: { target?: string; posture?: string; gateway?: string; value?: string[] } = {}
  let positionals: string[] = []
  try {
    const parsed = parseArgs({
      args: argv,
      options: {
        target: { type: 'string' },
        posture: { type: 'string' },
        gateway: { type: 'string' },
        value: { type: 'string', multiple: true },
      },
      allowPositionals: true,
    })
    options = parsed.values
    positionals = parsed.positionals
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    throw new ProblemError([{ where, what, fix: 'It takes --target, --posture, --gateway, --value and servers.' }])
  }
  const target = targets.find(({ id }) => id === options.target)
  const posture = postures.find((one) => one === (options.posture ?? 'guarded'))
  if (!target)
    problems.push({
      where: `${where} --target`,
      what: `${options.target ?? 'nothing'} is not a target`,
      fix: `Name one of ${targets.map(({ id }) => id).join(', ')}.`,
    })
  if (!posture)
    problems.push({
      where: `${where} --posture`,
      what: `${options.posture} is no posture`,
      fix: `Name one of ${postures.join(', ')}.`,
    })
  const all = site()
  const { values, problems: wrong } = readValues(options.value ?? [], all.content.families)
  for (const what of wrong) problems.push({ where: `${where} --value`, what, fix: 'Write --value NAME=VALUE.' })
  const servers = positionals.flatMap((word) => {
    const [, key, id = ''] = /^(?:(.*)=)?([^=]*)$/.exec(word) ?? []
    const server: SiteServer | undefined = all.byId.get(id)
    if (!server)
      problems.push({
        where: `${where} ${word}`,
        what: `the catalogue has no server ${id}`,
        fix: 'Use its address on the site.',
      })
    return server ? [{ key: key === undefined || key === '' ? id : key, server }] : []
  })
  const keys = servers.map(({ key }) => key)
  for (const key of new Set(keys.filter((one, index) => keys.indexOf(one) !== index)))
    problems.push({ where: `${where} ${key}`, what: 'two servers have this key', fix: 'Write KEY=ID with other keys.' })
  if (positionals.length === 0)
    problems.push({ where, what: 'no server is named', fix: 'Name one or more, as ID or KEY=ID.' })
  if (target && servers.length > 1 && !target.combine)
    problems.push({
      where: `${where} --target ${target.id}`,
      what: 'it has one file for each server',
      fix: 'Name one server at a time.',
    })
  if (problems.length > 0 || !target || !posture) throw new ProblemError(problems)
  return { target, posture, servers, gateway: options.gateway, values }
}
