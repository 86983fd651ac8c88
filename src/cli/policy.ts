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
 * `policy --target T [--posture P] [--gateway G] [--value NAME=VALUE]… [--companion FILE] [KEY=]ID…`: the policy of one or more servers of the
 * catalogue on standard output, under the keys that the reader's own configuration has for them. Each value narrows the
 * arguments of the tools that the rules allow. A companion is a file that comes with the policy, such as the script that creates
 * it, and is printed in its place. What the target cannot say goes to standard error.
 */
export async function policyCommand(argv: string[]): Promise<number> {
  const { target, posture, servers, gateway, values, companion } = read(argv)
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
  for (const { serverKey, refusal } of snippets) if (refusal !== undefined) console.error(`${serverKey}: ${refusal}`)
  if (snippets.every(({ refusal }) => refusal !== undefined)) return 0
  const { file, text, limitations } = snippets.length === 1 && only ? only : combine(snippets)
  const companions = snippets.length === 1 ? (only?.companions ?? []) : []
  const asked = companions.find((one) => one.file === companion)
  if (companion !== undefined && !asked)
    throw new ProblemError([
      {
        where: `policy --companion ${companion}`,
        what: `the policy of ${target.id} comes without such a file`,
        fix:
          companions.length === 0
            ? 'Leave the option out.'
            : `Name one of ${companions.map((one) => one.file).join(', ')}.`,
      },
    ])
  process.stdout.write(asked ? asked.text : fileText(text, target.language, limitations))
  if (asked) console.error(`\nThis is ${asked.file}. ${asked.about}`)
  else console.error(`\nThis is ${file}. If you have that file already, add these entries to it by hand.`)
  for (const one of asked ? [] : companions)
    console.error(`It comes with ${one.file}; --companion ${one.file} prints that. ${one.about}`)
  for (const { what } of limitations) console.error(`- ${what}`)
  return 0
}

function read(argv: string[]) {
  const problems: Problem[] = []
  const where = 'policy'
  let options: { target?: string; posture?: string; gateway?: string; value?: string[]; companion?: string } = {}
  let positionals: string[] = []
  try {
    const parsed = parseArgs({
      args: argv,
      options: {
        target: { type: 'string' },
        posture: { type: 'string' },
        gateway: { type: 'string' },
        value: { type: 'string', multiple: true },
        companion: { type: 'string' },
      },
      allowPositionals: true,
    })
    options = parsed.values
    positionals = parsed.positionals
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    throw new ProblemError([
      { where, what, fix: 'It takes --target, --posture, --gateway, --value, --companion and servers.' },
    ])
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
  return { target, posture, servers, gateway: options.gateway, values, companion: options.companion }
}
