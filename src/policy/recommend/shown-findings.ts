import type { CompiledRules } from '../../risk/compile-rules.ts'
import { shownAlone } from '../../risk/findings/find.ts'
import type { Finding } from '../../schema/finding.ts'

/** A finding that pages show, with the title of its rule. */
export type ShownFinding = Pick<Finding, 'rule' | 'level'> & { title: string }

/**
 * The findings that a page shows for one definition, so that a rule never follows from what no reader sees.
 * @param found every finding of that definition.
 * @param rules the source of the titles: content/risk/findings.yaml.
 */
export function shownFindings(found: readonly Finding[], rules: CompiledRules): ShownFinding[] {
  return found
    .filter((one) => shownAlone(one, found, rules))
    .map(({ rule, level }) => ({ rule, level, title: rules.findings.byId.get(rule)?.title ?? rule }))
}
