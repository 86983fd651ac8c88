import type { SnippetEffect } from '../policy/core/snippet.ts'
import { demandAll, letsPass } from '../policy/recommend/narrow.ts'
import type { Proposal } from '../policy/recommend/proposals.ts'
import { tightLimits } from '../policy/recommend/rated-rule.ts'
import { placeholders } from '../policy/recommend/reader-values.ts'
import { targets } from '../policy/targets/index.ts'
import { type PageSnippet, ruleSnippet } from './page-snippet.ts'
import { plainText } from './segments.ts'
import type { Site, SiteTool } from './site.ts'

/** What is demanded of parameters of one family, or why nothing is. */
export interface ArgumentRow {
  parameters: string[]
  label: string
  about: string
  /** Where the demand is written. */
  status: string
}

/** The part of a tool's page about arguments. */
export interface ArgumentRules {
  rows: ArgumentRow[]
  /** Snippets that are not the recommended ones, and what they are for. */
  variant: { title: string; intro: string; snippets: PageSnippet[] } | undefined
  /** The options of `npm run policy` that take the reader's values; empty where there are none. */
  option: string
}

const NONE: ArgumentRules = { rows: [], variant: undefined, option: '' }

/**
 * What a rule can demand of the arguments of a tool. What needs no value of the reader stands in the recommended snippets when
 * the rule allows the tool; all else is a variant beside them.
 */
export async function argumentRules(self: SiteTool, site: Site): Promise<ArgumentRules> {
  const { rule, proposals } = self
  const { checked, unchecked, boundless } = proposals
  if (checked.length + unchecked.length + boundless.length === 0) return NONE
  const { families, limits } = site.content
  const values = placeholders(families)
  const other = unchecked.length === 0 ? demandAll(rule, proposals, values, tightLimits(limits)) : rule
  const isOpened = other.effect !== rule.effect
  // What the rule already demands needs no second snippet.
  const differs = isOpened || other.conditions.length > rule.conditions.length
  return {
    rows: rowsOf([
      ...checked.map((one) => ({ one, status: statusOf(one, self) })),
      ...unchecked.map((one) => ({ one, status: 'cannot be checked: it can hold several values' })),
      ...boundless.map((one) => ({ one, status: 'not a boundary' })),
    ]),
    variant: differs
      ? {
          title: isOpened ? 'If you open this tool' : 'With values of yours',
          intro: isOpened
            ? `The rule stays as it is: it ${EFFECTS[rule.effect]} this tool. If you open it, open it like this.`
            : 'Replace what begins with YOUR. The rule allows the tool in any case; this narrows it further.',
          snippets: await Promise.all(
            targets
              .filter(({ capabilities }) => capabilities.conditions)
              .map(async (target) => {
                const page = await ruleSnippet(target, other, self, site.content)
                return { ...page, id: `arguments-${target.id}` }
              }),
          ),
        }
      : undefined,
    option: valueOption([self], site),
  }
}

/** The options of `npm run policy` for the values that narrow the arguments of some tools whose calls can pass. */
export function valueOption(tools: readonly SiteTool[], { content }: Site): string {
  const needed = tools.flatMap(({ rule, proposals }) =>
    letsPass(rule) ? proposals.checked.flatMap(({ family: { needs } }) => needs ?? []) : [],
  )
  return [...new Set(needed)].map((name) => `--value ${name}=${content.families.values[name]?.sample}`).join(' ')
}

const EFFECTS: Record<Exclude<SnippetEffect, 'limit'>, string> = {
  allow: 'allows',
  ask: 'asks about',
  deny: 'denies',
  hide: 'hides',
}

function statusOf({ family: { needs, opens } }: Proposal, { rule }: SiteTool): string {
  if (needs !== undefined) return `needs a value of yours: ${needs}`
  if (opens || !letsPass(rule)) return 'if you open this tool'
  return rule.effect === 'allow'
    ? 'checked above where the product can'
    : 'checked above where calls pass without approval'
}

/** One row for all parameters of which the same can be said. */
function rowsOf(all: readonly { one: Proposal; status: string }[]): ArgumentRow[] {
  const rows = new Map<string, ArgumentRow>()
  for (const { one, status } of all) {
    const { id, label, about } = one.family
    const key = `${id} ${status}`
    const row = rows.get(key) ?? { parameters: [], label, about, status }
    row.parameters.push(plainText(one.parameter))
    rows.set(key, row)
  }
  return [...rows.values()]
}
