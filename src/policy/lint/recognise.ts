import { type LintRule, recognitions } from '../core/linter.ts'
import type { Target } from '../core/target.ts'

/** A target with a linter. */
export type LintedTarget = Target & Required<Pick<Target, 'linter'>>

/** Those of some targets that have a linter. */
export const linted = (targets: readonly Target[]): LintedTarget[] =>
  targets.filter((target): target is LintedTarget => target.linter !== undefined)

/** The target that a file is for: by its name, else by what is written in it; undefined when nothing tells. */
export function targetOf(file: string, text: string, targets: readonly Target[]): LintedTarget | undefined {
  const told = linted(targets).map((target) => ({ target, by: target.linter.recognise(file, text) }))
  for (const recognition of recognitions) {
    const found = told.find(({ by }) => by === recognition)
    if (found) return found.target
  }
  return undefined
}

/** The rules of all linters, each with the id of its target before its own. */
export const lintRules = (targets: readonly Target[]): (LintRule & { target: LintedTarget })[] =>
  linted(targets).flatMap((target) =>
    target.linter.rules.map((rule) => ({ ...rule, id: `${target.id}/${rule.id}`, target })),
  )
