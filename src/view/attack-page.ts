import type { Target } from '../policy/core/target.ts'
import { targets } from '../policy/targets/index.ts'
import type { Attack, Technique } from '../schema/attack.ts'
import type { Mitigation } from '../schema/mitigation.ts'
import type { Rule } from '../schema/rule.ts'
import { descriptionOf, type Tool } from '../schema/tool.ts'
import { toolsWithOpening } from './attack-links.ts'
import { type StepRow, stepRows } from './attack-steps.ts'
import { type CveRow, cveRows } from './cve-words.ts'
import { type FindingRow, findingRows } from './findings.ts'
import { type MadeUp, madeUp, madeUpSnippet } from './made-up.ts'
import type { PageSnippet } from './page-snippet.ts'
import { type Segment, segments } from './segments.ts'
import type { Site, SiteTool } from './site.ts'
import { type AttackStandard, attackStandards } from './standards.ts'

/** A worked example: a made-up tool, what it is rated, and the policy that is written for it. */
export interface Worked {
  tool: Tool
  description: Segment[]
  rating: string
  rule: Rule
  snippets: PageSnippet[]
  findings: FindingRow[]
}

/** Everything that /attacks/<attack> shows. */
export interface AttackPage {
  attack: Attack
  techniques: Technique[]
  /** How the access was abused. */
  steps: StepRow[]
  /** What prevents it or limits it, by name. */
  mitigations: Mitigation[]
  standards: AttackStandard[]
  /** Its CVEs with the facts of their records. */
  cves: CveRow[]
  worked: Worked | undefined
  /** Tools of the catalogue that do what was used there: some of them, and how many there are. */
  tools: SiteTool[]
  count: number
}

const SHOWN = 12
const SERVER = 'example'

/** The model of one attack's page. */
export async function attackPage(site: Site, attack: Attack): Promise<AttackPage> {
  const tools = toolsWithOpening(site, attack)
  const { techniques, mitigations } = site.content.attacks
  return {
    attack,
    techniques: techniques.filter(({ id }) => attack.techniques.includes(id)),
    steps: stepRows(site, attack),
    mitigations: mitigations.filter(({ id }) => attack.containment.types.includes(id)),
    cves: cveRows(attack, site.content.attacks.cves),
    standards: attackStandards(attack, site.content.attacks.names),
    worked: await workedExample(site, attack),
    tools: tools.slice(0, SHOWN),
    count: tools.length,
  }
}

/** The made-up tool of an attack with its rule, by posture or by arguments, and the targets that it is shown in. */
export function workedRule(site: Site, { worked }: Attack): (MadeUp & { shown: Target[] }) | undefined {
  const tool = site.content.attacks.tools.find(({ name }) => name === worked?.tool)
  if (!worked || !tool) return undefined
  const [own] = madeUp(site, [tool], { server: SERVER, posture: worked.posture, args: worked.shows === 'arguments' })
  if (!own) return undefined
  const shown = {
    arguments: targets.filter(({ capabilities }) => capabilities.conditions),
    policy: targets.filter(({ prominent }) => prominent),
    findings: [],
  }
  return { ...own, shown: shown[worked.shows] }
}

async function workedExample(site: Site, attack: Attack): Promise<Worked | undefined> {
  const own = workedRule(site, attack)
  if (!own) return undefined
  const { tool, rule, assessment, findings: found, shown } = own
  const posture = attack.worked?.posture ?? 'guarded'
  const where = `content/attacks/${attack.id}.mdx`
  return {
    tool,
    description: segments(descriptionOf(tool)),
    rating: `${assessment.category}, ${assessment.severity.toLowerCase()} severity`,
    rule,
    snippets: await Promise.all(
      shown.map((target) =>
        madeUpSnippet(site, target, [own], { defaultEffect: 'allow', posture, serverKey: SERVER }, where),
      ),
    ),
    findings: findingRows(found, site.rules).findings,
  }
}

/** A date as people write it; a month or a year where no more is known. */
export function dateWords(date: string): string {
  if (date.length === 4) return date
  const [year = 0, month = 1, day] = date.split('-').map(Number)
  const options = { year: 'numeric', month: 'long', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat('en-GB', day === undefined ? options : { ...options, day: 'numeric' }).format(
    Date.UTC(year, month - 1, day ?? 1),
  )
}

/** Words about whether a policy would have contained it. */
export const gradeWords = {
  likely: 'A policy would likely have contained it',
  partial: 'A policy would have contained it in part',
  no: 'A policy would not have helped',
} as const
