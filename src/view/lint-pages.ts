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

/** The rules of one target, without those that stand elsewhere on the page. */
export interface LintGroup {
  target: string
  label: string
  /** `also`: the same rule of another target. */
  rules: (LintPage & { also: { label: string; href: string }[] })[]
}

/** A rule that several targets have, with its page for each of them. */
export interface SharedRule {
  title: string
  about: string
  targets: { label: string; href: string }[]
}

// A rule of two targets stands under the first of them.
const MANY = 3

/** /lint: each rule once, under its target or among those that several targets share. */
export function lintIndex(): { count: number; shared: SharedRule[]; groups: LintGroup[]; without: string[] } {
  const pages = lintPages()
  const labels = new Map(targets.map(({ id, label }) => [id, label]))
  const targetOf = ({ id }: LintPage) => id.split('/')[0] as string
  const alike = Map.groupBy(pages, ({ id, title, about }) => JSON.stringify([id.split('/')[1], title, about]))
  const linkTo = (page: LintPage) => ({ label: labels.get(targetOf(page)) ?? targetOf(page), href: page.href })
  const isShared = (same: readonly LintPage[]) => same.length >= MANY
  const own = [...alike.values()].flatMap(([first, ...others]) =>
    first && !isShared([first, ...others]) ? [{ ...first, also: others.map(linkTo) }] : [],
  )
  return {
    count: pages.length,
    shared: [...alike.values()].filter(isShared).map((same) => ({
      title: same[0]?.title ?? '',
      about: same[0]?.about ?? '',
      targets: same.map(linkTo),
    })),
    groups: linted(targets)
      .map(({ id, label }) => ({
        target: id,
        label,
        rules: own.filter((page) => targetOf(page) === id),
      }))
      .filter(({ rules }) => rules.length > 0),
    without: targets.filter(({ linter }) => !linter).map(({ label }) => label),
  }
}

/** The targets that have rules, for a list to choose from. */
export const checkedTargets = (): { id: string; label: string }[] =>
  linted(targets).map(({ id, label }) => ({ id, label }))
