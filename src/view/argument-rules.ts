import { letsPass } from '../policy/recommend/narrow.ts'
import { nestedParameters, type Proposal } from '../policy/recommend/proposals.ts'
import { targets } from '../policy/targets/index.ts'
import { plainText } from './segments.ts'
import type { Site, SiteTool } from './site.ts'

/** What a rule demands of one parameter, or why it demands nothing. */
export interface Guard {
  /** Dotted where the parameter is inside another one. */
  parameter: string
  /** What is demanded, in one sentence. */
  about: string
  /** Where it is demanded. */
  status: string
  /** Labels of the targets whose snippets for the recommended rule check it. */
  checkedIn: readonly string[]
}

/** The guards of a tool's parameters; a parameter of several families has several. */
export function guards(self: SiteTool, { content }: Pick<Site, 'content'>): Guard[] {
  const { checked, unchecked, boundless } = self.proposals
  const nested = nestedParameters(self.tool, self.assessment.category, content.families)
  if (checked.length + unchecked.length + boundless.length + nested.length === 0) return []
  const where = checkedIn(self)
  const guard = (
    { parameter, family }: Pick<Proposal, 'parameter' | 'family'>,
    status: string,
    labels: readonly string[] = [],
  ): Guard => ({
    parameter: plainText(parameter),
    about: firstSentence(family.about),
    status,
    checkedIn: labels,
  })
  return [
    ...checked.map((one) => {
      const labels = needsNothing(one, self) ? (where.get(one.parameter) ?? []) : []
      return guard(one, statusOf(one, self, labels), labels)
    }),
    ...unchecked.map((one) => guard(one, 'Not checked: it can hold several values')),
    ...boundless.map((one) => guard(one, 'No rule can check it')),
    ...nested.map((one) => guard(one, 'Not checked: it is inside another parameter')),
  ]
}

const firstSentence = (text: string) => `${text.split(/[.:](?: |$)/)[0]}.`

const needsNothing = ({ family: { needs, opens } }: Proposal, { rule }: SiteTool) =>
  needs === undefined && !opens && letsPass(rule)

/** The options of `npm run policy` for the values that narrow the arguments of some tools whose calls can pass. */
export function valueOption(tools: readonly SiteTool[], { content }: Site): string {
  const needed = tools.flatMap(({ rule, proposals }) =>
    letsPass(rule) ? proposals.checked.flatMap(({ family: { needs } }) => needs ?? []) : [],
  )
  return [...new Set(needed)].map((name) => `--value ${name}=${content.families.values[name]?.sample}`).join(' ')
}

function statusOf({ family: { needs } }: Proposal, { rule }: SiteTool, labels: readonly string[]): string {
  if (needs !== undefined) return `Needs your ${needs}`
  if (labels.length > 0) return `Checked by ${labels.length} of ${targets.length} targets`
  return letsPass(rule) ? 'Not checked' : 'When you allow this tool'
}

/** The products whose snippets for the recommended rule check a parameter. */
type CheckedIn = ReadonlyMap<string, readonly string[]>

function checkedIn({ rule, tool, server }: SiteTool): CheckedIn {
  const where = new Map<string, string[]>()
  if (rule.conditions.length === 0) return where
  for (const target of targets) {
    if (!target.capabilities.conditions) continue
    const { conditions } = target.render([rule], {
      defaultEffect: 'allow',
      serverKey: server.id,
      tools: new Map([[tool.name, tool]]),
    })
    for (const path of new Set(conditions.get(rule.tool)?.map((one) => one.path)))
      where.set(path, [...(where.get(path) ?? []), target.label])
  }
  return where
}
