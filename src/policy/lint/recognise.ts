import type { Linter, LintWords, Recognition } from '../core/linter.ts'
import type { PolicyText } from '../core/policy-text.ts'
import type { Target } from '../core/target.ts'
import { otherFiles } from './other-products.ts'

/** A target with a linter. */
export type LintedTarget = Target & { linter: Linter }

/** Those of some targets that have a linter. */
export const linted = (targets: readonly Target[]): LintedTarget[] =>
  targets.filter((target): target is LintedTarget => target.linter !== undefined)

/** What a file is: the target that reads it, or why that cannot be told. */
export type Recognised =
  | { target: LintedTarget }
  | { why: string; candidates: LintedTarget[] /** What it is, where no target reads it. */; other?: string }

/**
 * The target that a file is for. Its content says so; its name decides only between targets whose content fits.
 */
export function recogniseTarget(source: PolicyText, targets: readonly Target[]): Recognised {
  const told = linted(targets).map((target) => ({ target, by: target.linter.recognise(source) }))
  const of = (...by: Recognition[]) => told.flatMap((one) => (one.by && by.includes(one.by) ? [one.target] : []))
  const isNamed = ({ linter }: LintedTarget) => linter.names.test(source.file)
  const possible = of('possible')
  const others = otherFiles.filter((other) => other.recognise(source))
  const other = others.find(({ names }) => names.test(source.file)) ?? others[0]
  const sure = of('certain', 'likely')
  const certain = of('certain')
  for (const named of [sure.filter(isNamed), possible.filter(isNamed)])
    if (named.length === 1 && named[0]) return { target: named[0] }
  // What its name says, too, is not what another product's files happen to look like.
  if (other && (certain.length === 0 || other.names.test(source.file))) return notOurs(other.what)
  for (const told of [certain, sure]) if (told.length === 1 && told[0]) return { target: told[0] }
  if (sure.length > 0) return ambiguous(sure)
  // A file that cannot be read says nothing, so that its name is all there is.
  const broken = possible.length === 0 && isUnreadable(source) ? linted(targets).filter(isNamed) : []
  if (broken.length === 1 && broken[0]) return { target: broken[0] }
  return ambiguous(possible)
}

const notOurs = (what: string): Recognised => ({
  why: `it is ${what}, for which there are no rules`,
  candidates: [],
  other: what,
})

function ambiguous(candidates: LintedTarget[]): Recognised {
  const ids = candidates.map(({ id }) => id)
  const why =
    ids.length === 0
      ? 'its content is not a policy of any target'
      : `its content does not tell its target; it could be ${ids.join(' or ')}`
  return { why, candidates }
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
