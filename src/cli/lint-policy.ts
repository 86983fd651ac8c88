import { parseArgs } from 'node:util'
import type { LintFinding } from '../policy/core/linter.ts'
import type { PolicyText } from '../policy/core/policy-text.ts'
import { fixText } from '../policy/lint/fix-text.ts'
import { type LintedTarget, linted, lintRules, recogniseTarget } from '../policy/lint/recognise.ts'
import { targets } from '../policy/targets/index.ts'
import { formatProblem, type Problem, ProblemError } from '../schema/problem.ts'
import { replaceUnseen } from '../text/invisible.ts'
import { urls } from '../view/urls.ts'
import { replaceFile } from './lint/fix-file.ts'
import { ServerFinder } from './lint/known-servers.ts'
import { lineDiff } from './lint/line-diff.ts'
import { mergedLines, mergeScopes, placeOf } from './lint/merge-scopes.ts'
import { readFiles } from './lint/read-files.ts'

const HELP = `policybook lint FILE|FOLDER|-…

Finds rules in policy files that do not do what they seem to say. The target is told from the content of each file.
In a folder, only files that are policies are looked at; node_modules and .git are left out. - is standard input.

  --target ID          the target of all files, where their content does not tell it
  --config FILE        a file that starts your servers, such as .mcp.json; the names of tools are checked by it
  --server KEY=NAME    the server of a key: its package or id in the catalogue, or none
  --merge SCOPE=FILE,… or --merge FOLDER
                       which rule wins where a client reads several files at once
  --fix                correct what can be corrected safely
  --fix-dry-run        print what --fix would change
  --stdin-name FILE    what standard input is called
  --json               findings as JSON

Ends with 0 when it found nothing, 1 when it found something, and 2 when it could not look.`

/**
 * `lint FILE|FOLDER|-…`: what policies that people already have do not do as they seem to say. Ends with 0 when it found
 * nothing, 1 when it found something, and 2 when it could not look at everything.
 */
export async function lintPolicyCommand(argv: string[]): Promise<number> {
  try {
    return run(read(argv))
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    report(error.problems)
    return 2
  }
}

type Options = ReturnType<typeof read>

function run(options: Options): number {
  if (options.help) {
    console.log(HELP)
    return 0
  }
  const servers = new ServerFinder(options.config ?? [], options.server ?? [])
  if (options.merge) return merge(options, servers)
  const { files, problems } = readFiles(options.paths, options['stdin-name'])
  const looked = files.flatMap(({ source, isNamed }) => {
    const target = targetOf(source, options.target)
    if ('linter' in target) return [{ source, target, findings: target.linter.find(source, servers.of(source)) }]
    if (isNamed) problems.push({ where: source.file || '-', what: target.why, fix: target.fix })
    return []
  })
  if (looked.length === 0 && problems.length === 0)
    problems.push({ where: options.paths.join(' '), what: 'no file there is a policy', fix: 'Name a policy file.' })
  const results = looked.map((one) => (options.fix || options['fix-dry-run'] ? fixed(one, servers, options) : one))
  // Where the corrected text or the diff is the output, findings go beside it.
  const isText = options['fix-dry-run'] === true || (options.fix === true && options.paths.includes('-'))
  print(results, options.json === true, isText ? console.error : console.log)
  report(problems)
  if (problems.length > 0) return 2
  return results.some(({ findings }) => findings.length > 0) ? 1 : 0
}

interface Looked {
  source: PolicyText
  target: LintedTarget
  findings: LintFinding[]
}

/** Corrects one file: in its place, on standard output for standard input, or as a diff. */
function fixed(looked: Looked, servers: ServerFinder, options: Options): Looked {
  const { source, target, findings } = looked
  const { text, count, findings: left } = fixText(source, target.linter, servers.of(source), findings)
  if (options['fix-dry-run']) {
    process.stdout.write(lineDiff(source.file || '-', source.text, text))
    return looked
  }
  if (options.paths.includes('-') && source.file === (options['stdin-name'] ?? '')) process.stdout.write(text)
  else if (count > 0) {
    replaceFile(source.file, text)
    console.error(`${source.file}: ${count} corrected.`)
  }
  return { ...looked, findings: left }
}

/** The target of a file, or why it cannot be told. */
function targetOf(source: PolicyText, wanted: string | undefined): LintedTarget | { why: string; fix: string } {
  const told = wanted === undefined ? recogniseTarget(source, targets) : undefined
  if (told) return 'target' in told ? told.target : told
  return linted(targets).find(({ id }) => id === wanted) as LintedTarget
}

function print(results: readonly Looked[], json: boolean, say: (line: string) => void): void {
  const fixes = new Map(lintRules(targets).map(({ id, fix }) => [id, fix]))
  const found = results.flatMap(({ source, findings }) =>
    findings.map(({ edits, ...finding }) => ({
      file: source.file || '-',
      ...finding,
      fix: fixes.get(finding.rule) ?? '',
      fixable: edits !== undefined,
    })),
  )
  if (json) {
    say(JSON.stringify(found, null, 2))
    return
  }
  for (const { file, line, column, rule, what, fix } of found)
    say(`${shown(file)}:${line}:${column}: ${shown(what)}. ${fix} (${rule}, ${urls.lintRule(rule)})`)
  if (found.length === 0 && results.length > 0) {
    const names = results.map(({ source, target }) => `${source.file || '-'} (${target.id})`)
    say(
      `Nothing to find in ${shown(names.slice(0, 5).join(', '))}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`,
    )
  }
}

/** Text of a file for a terminal: in one line, and characters that nobody sees as their code points. */
const shown = (text: string) =>
  replaceUnseen(
    text.replace(/\s+/g, ' '),
    (char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  )

function merge({ merge = [], target, json }: Options, servers: ServerFinder): number {
  const all = mergeScopes(merge, target, servers)
  if (json)
    console.log(
      JSON.stringify(
        all.map(({ target, files, merged }) => ({
          target: target.id,
          files: files.map(({ scope, source }) => ({ scope, file: source.file })),
          decisions: merged.decisions.map(({ tool, outcome, by }) => ({
            tool,
            outcome,
            rule: by.rule,
            scope: by.scope,
            at: placeOf(by),
          })),
          withoutEffect: merged.withoutEffect.map(({ rule, why }) => ({
            rule: rule.rule,
            scope: rule.scope,
            at: placeOf(rule),
            why,
          })),
          notes: merged.notes,
        })),
        null,
        2,
      ),
    )
  else for (const line of all.flatMap(mergedLines)) console.log(replaceUnseen(line, () => '\uFFFD'))
  return all.some(({ merged }) => merged.withoutEffect.length > 0) ? 1 : 0
}

const report = (problems: readonly Problem[]) => {
  for (const problem of problems) console.error(formatProblem(problem))
}

function read(argv: string[]) {
  const where = 'lint'
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(argv)
  } catch (error) {
    const what = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)
    throw new ProblemError([{ where, what, fix: 'See lint --help.' }])
  }
  const { values, positionals } = parsed
  if (values.target !== undefined && !targets.some(({ id }) => id === values.target))
    throw new ProblemError([
      {
        where: `${where} --target`,
        what: `${values.target} is not a target`,
        fix: `Name one of ${targets.map(({ id }) => id).join(', ')}.`,
      },
    ])
  if (positionals.length === 0 && !values.help && !values.merge)
    throw new ProblemError([{ where, what: 'no file is named', fix: 'Name one or more policy files, folders, or -.' }])
  return { ...values, paths: positionals }
}

const parse = (args: string[]) =>
  parseArgs({
    args,
    options: {
      help: { type: 'boolean', short: 'h' },
      json: { type: 'boolean' },
      fix: { type: 'boolean' },
      'fix-dry-run': { type: 'boolean' },
      target: { type: 'string' },
      config: { type: 'string', multiple: true },
      server: { type: 'string', multiple: true },
      merge: { type: 'string', multiple: true },
      'stdin-name': { type: 'string' },
    },
    allowPositionals: true,
  })
