import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type LintedTarget, lintRules, targetOf } from '../policy/lint/recognise.ts'
import { targets } from '../policy/targets/index.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import { plainText } from '../view/segments.ts'
import { site } from '../view/site.ts'
import { urls } from '../view/urls.ts'

/**
 * `lint-policy FILE… [--json]`: what policies that people already have do not do as they seem to say. Ends with 1 when it
 * found something, and with 2 when it could not look.
 */
export async function lintPolicyCommand(argv: string[]): Promise<number> {
  const { json, files } = read(argv)
  const { servers } = site()
  const known = new Map(servers.map(({ id, tools }) => [id, tools.map(({ tool }) => tool.name)]))
  const fixes = new Map(lintRules(targets).map(({ id, fix }) => [id, fix]))
  const found = files.flatMap(({ file, text, target }) =>
    target.linter.find(text, known).map((finding) => ({ file, ...finding, fix: fixes.get(finding.rule) ?? '' })),
  )
  if (json) console.log(JSON.stringify(found, null, 2))
  else
    for (const { file, line, rule, what, fix } of found)
      console.log(`${file}:${line}: ${plainText(what)}. ${fix} (${rule}, ${urls.lintRule(rule)})`)
  if (!json && found.length === 0) console.log('Nothing to find.')
  return found.length > 0 ? 1 : 0
}

function read(argv: string[]) {
  const problems: Problem[] = []
  let parsed: { values: { json?: boolean | undefined }; positionals: string[] }
  try {
    parsed = parseArgs({ args: argv, options: { json: { type: 'boolean' } }, allowPositionals: true })
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    throw new ProblemError([{ where: 'lint-policy', what, fix: 'It takes files and --json.' }])
  }
  const files = parsed.positionals.flatMap((file) => {
    if (!existsSync(file)) {
      problems.push({ where: file, what: 'there is no such file', fix: 'Name a policy file.' })
      return []
    }
    const text = readFileSync(file, 'utf8')
    const target: LintedTarget | undefined = targetOf(file, text, targets)
    if (target) return [{ file, text, target }]
    problems.push({
      where: file,
      what: 'neither its name nor its text tells what reads it',
      fix: 'Name it as its product does, for example settings.json or config.toml.',
    })
    return []
  })
  if (parsed.positionals.length === 0)
    problems.push({ where: 'lint-policy', what: 'no file is named', fix: 'Name one or more policy files.' })
  if (problems.length > 0) throw new ProblemError(problems)
  return { json: parsed.values.json === true, files }
}
