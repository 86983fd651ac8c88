import type { Linter, LintWords, Recogniser, Recognition } from '../core/linter.ts'
import type { PolicyText } from '../core/policy-text.ts'
import type { Target } from '../core/target.ts'
import { otherFiles } from './other-products.ts'

/** A target with a linter. */
export type LintedTarget = Target & { linter: Linter }

/** Those of some targets that have a linter. */
export const linted = (targets: readonly Target[]): LintedTarget[] =>
  targets.filter((target): target is LintedTarget => target.linter !== undefined)

/** Something that tells the files of one target: a target, or what is fetched of it before its rules. */
export interface Candidate {
  id: string
  linter: Recogniser
}

/** What a file is: the target that reads it, or why that cannot be told. */
export type Recognised<T> = { target: T } | { why: string; fix: string }

/** The target that a file is for. */
export const recogniseTarget = (source: PolicyText, targets: readonly Target[]): Recognised<LintedTarget> =>
  recogniseAmong(source, linted(targets))

/**
 * The one that a file is for. Its content says so; its name decides only between targets whose content fits.
 */
export function recogniseAmong<T extends Candidate>(source: PolicyText, candidates: readonly T[]): Recognised<T> {
  const told = candidates.map((target) => ({ target, by: target.linter.recognise(source) }))
  const of = (...by: Recognition[]) => told.flatMap((one) => (one.by && by.includes(one.by) ? [one.target] : []))
  const isNamed = ({ linter }: Candidate) => linter.names.test(source.file)
  const [certain, sure, possible] = [of('certain'), of('certain', 'likely'), of('possible')]
  const others = otherFiles.flatMap((other) => {
    const by = other.recognise(source)
    return by ? [{ what: other.what, isCertain: by === 'certain', isNamed: other.names.test(source.file) }] : []
  })
  for (const named of [sure.filter(isNamed), possible.filter(isNamed)])
    if (named.length === 1 && named[0]) return { target: named[0] }
  const other =
    others.find((one) => one.isNamed) ?? (certain.length === 0 ? others.find(({ isCertain }) => isCertain) : undefined)
  if (other) return notOurs(other.what)
  for (const only of [certain, sure]) if (only.length === 1 && only[0]) return { target: only[0] }
  // A file that cannot be read says nothing, so that its name is all there is.
  const broken = told.every(({ by }) => !by) && isUnreadable(source) ? candidates.filter(isNamed) : []
  if (broken.length === 1 && broken[0]) return { target: broken[0] }
  return notTold(
    sure.length > 0 ? sure : possible,
    others.map(({ what }) => what),
  )
}

const notOurs = (what: string): Recognised<never> => ({
  why: `these are ${what}, for which there are no rules`,
  fix: 'Name a file with policies, or give --target ID to read it as one.',
})

function notTold(candidates: readonly Candidate[], others: readonly string[]): Recognised<never> {
  const could = [...candidates.map(({ id }) => id), ...others]
  if (could.length === 0) return { why: 'its content is not a policy of any target', fix: 'Give --target ID.' }
  const ids = candidates.map(({ id }) => id)
  return {
    why: `its content does not tell its target; it could be ${could.join(' or ')}`,
    fix: ids.length > 0 ? `Give --target ${ids.join(' or --target ')}.` : 'Give --target ID.',
  }
}

/** Whether no parser takes the text in the form that it seems to have. */
function isUnreadable({ json, yaml, toml, shell, text }: PolicyText): boolean {
  if (/^\s*[{[]/.test(text.slice(0, 1000))) return json.problems.length > 0
  return yaml.problems.length > 0 && toml.problems.length > 0 && (shell.openQuote !== undefined || text.length > 0)
}

/** The rules of all linters, each with the id of its target before its own. */
export const lintRules = (targets: readonly Target[]): (LintWords & { target: LintedTarget })[] =>
  linted(targets).flatMap((target) =>
    target.linter.rules.map((rule) => ({ ...rule, id: `${target.id}/${rule.id}`, target })),
  )
