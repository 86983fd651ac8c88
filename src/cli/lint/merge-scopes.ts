import { existsSync, readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { PolicyText } from '../../policy/core/policy-text.ts'
import type { MergedScopes, RulePlace, ScopedText, ScopeMerge } from '../../policy/core/scope-merge.ts'
import { TextPositions } from '../../policy/core/text-position.ts'
import { type LintedTarget, linted, recogniseTarget } from '../../policy/lint/recognise.ts'
import { targets } from '../../policy/targets/index.ts'
import { type Problem, ProblemError } from '../../schema/problem.ts'
import type { ServerFinder } from './known-servers.ts'
import { readText } from './read-files.ts'

/** The files of one client and what they say together. */
export interface MergedTarget {
  target: LintedTarget
  files: ScopedText[]
  merged: MergedScopes
}

type Merging = LintedTarget & { linter: { merge: ScopeMerge } }
const merging = linted(targets).filter((target): target is Merging => target.linter.merge !== undefined)

/**
 * Takes the files of several scopes together, given as `scope=FILE,…` or as the folder of a project, in which they are looked
 * for as the clients do.
 * @throws {ProblemError} for a file that cannot be read, a scope that the client does not have, and where nothing is found.
 */
export function mergeScopes(
  given: readonly string[],
  wanted: string | undefined,
  servers: ServerFinder,
): MergedTarget[] {
  const pairs = given.flatMap((word) => word.split(',')).filter((word) => word !== '')
  const isPairs = pairs.some((pair) => pair.includes('='))
  const found = isPairs
    ? [namedFiles(pairs, wanted)]
    : merging
        .filter(({ id }) => wanted === undefined || id === wanted)
        .map((target) => ({ target, files: pairs.flatMap((folder) => filesOf(target, folder)) }))
        .filter(({ files }) => files.length > 0)
  if (found.length === 0)
    throw new ProblemError([
      {
        where: `lint --merge ${given.join(' ')}`,
        what: `no client has files there; looked for those of ${merging.map(({ id }) => id).join(', ')}`,
        fix: 'Name the folder of a project, or write SCOPE=FILE.',
      },
    ])
  return found.map(({ target, files }) => {
    const order = target.linter.merge.scopes.map(({ id }) => id)
    const sorted = files.toSorted((a, b) => order.indexOf(a.scope) - order.indexOf(b.scope))
    const known = new Map(sorted.flatMap(({ source }) => [...servers.of(source)]))
    return { target, files: sorted, merged: target.linter.merge.decide(sorted, known) }
  })
}

function namedFiles(pairs: readonly string[], wanted: string | undefined): { target: Merging; files: ScopedText[] } {
  const problems: Problem[] = []
  const files = pairs.flatMap((pair): ScopedText[] => {
    const equals = pair.indexOf('=')
    const text = readText(pair.slice(equals + 1))
    if (typeof text === 'string')
      return [{ scope: pair.slice(0, equals), source: new PolicyText(pair.slice(equals + 1), text) }]
    problems.push(text)
    return []
  })
  const told = files.flatMap(({ source }) => {
    const recognised = recogniseTarget(source, targets)
    return 'target' in recognised ? [recognised.target.id] : []
  })
  const target =
    merging.find(({ id }) => id === wanted) ??
    merging.find(({ id }) => told.includes(id) || told.some((other) => other === `${id}-managed`))
  if (!target && problems.length === 0)
    problems.push({
      where: 'lint --merge',
      what: 'the files do not tell their client',
      fix: `Give --target with one of ${merging.map(({ id }) => id).join(', ')}.`,
    })
  const scopes = target?.linter.merge.scopes.map(({ id }) => id) ?? []
  for (const { scope } of files)
    if (target && !scopes.includes(scope))
      problems.push({
        where: `lint --merge ${scope}=`,
        what: `${target.id} has no scope ${scope}`,
        fix: `Write one of ${scopes.join(', ')}.`,
      })
  if (problems.length > 0 || !target) throw new ProblemError(problems)
  return { target, files }
}

function filesOf(target: Merging, folder: string): ScopedText[] {
  return target.linter.merge.scopes.flatMap(({ id, places }) =>
    places.flatMap((place) => {
      const path = place.startsWith('~/')
        ? join(homedir(), place.slice(2))
        : /^(?:\/|[A-Z]:)/.test(place)
          ? place
          : join(folder, place)
      const paths = place.endsWith('/') ? entriesOf(path) : [path]
      return paths.flatMap((one) => {
        const text = existsSync(one) && statSync(one).isFile() ? readText(one) : undefined
        return typeof text === 'string' ? [{ scope: id, source: new PolicyText(one, text) }] : []
      })
    }),
  )
}

const entriesOf = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => join(folder, name))
    : []

/** A rule with its place, as `file:line:column`. */
export function placeOf({ source, at }: RulePlace): string {
  const { line, column } = new TextPositions(source.text).at(at.start)
  return `${source.file}:${line}:${column}`
}

/** What is printed of a client: which rule wins for each tool, and which rules never count. */
export function mergedLines({ target, files, merged }: MergedTarget): string[] {
  const width = Math.min(60, Math.max(0, ...merged.decisions.map(({ tool }) => tool.length)))
  return [
    `${target.label}: ${files.map(({ scope, source }) => `${scope} ${source.file}`).join(', ')}`,
    ...merged.decisions.map(
      ({ tool, outcome, by }) =>
        `  ${tool.padEnd(width)}  ${outcome.padEnd(7)}  by ${by.rule} in ${by.scope} (${placeOf(by)})`,
    ),
    ...(merged.withoutEffect.length > 0 ? ['Rules without an effect:'] : []),
    ...merged.withoutEffect.map(({ rule, why }) => `  ${placeOf(rule)}: ${rule.rule}: ${why}`),
    ...merged.notes.map((note) => `Note: ${note}`),
  ]
}
