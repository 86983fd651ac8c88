import type { LintWords } from '../policy/core/linter.ts'
import { linted, lintRules } from '../policy/lint/recognise.ts'
import { targets } from '../policy/targets/index.ts'
import { urls } from './urls.ts'

/** A rule of the linter, as its page shows it; the id is that of the target and of the rule, with a slash between them. */
export interface LintPage extends Omit<LintWords, 'file'> {
  href: string
}

/** The page of every rule. */
export const lintPages = (): LintPage[] =>
  lintRules(targets).map(({ id, title, about, fix, bad, good }) => ({
    id,
    title,
    about,
    fix,
    bad,
    good,
    href: urls.lintRule(id),
  }))

/** The rules by target. */
export const lintGroups = (): { target: string; rules: LintPage[] }[] => {
  const byTarget = Map.groupBy(lintPages(), ({ id }) => id.split('/')[0])
  return linted(targets).map(({ id }) => ({ target: id, rules: byTarget.get(id) ?? [] }))
}

/** The targets that have rules, for a list to choose from. */
export const checkedTargets = (): { id: string; label: string }[] =>
  linted(targets).map(({ id, label }) => ({ id, label }))
