import { fileText } from '../policy/core/file-text.ts'
import { targets } from '../policy/targets/index.ts'
import { type Verdict, verdicts } from '../schema/category.ts'
import { type Posture, postures } from '../schema/posture.ts'
import { type AdvisoryRow, serverAdvisories } from './advisories.ts'
import { valueOption } from './argument-rules.ts'
import { type ServerAttack, serverAttacks } from './attack-links.ts'
import { type Counts, counts } from './counts.ts'
import { findingRows } from './findings.ts'
import { type Instructions, instructionsOf } from './instructions.ts'
import { numberWords } from './number-words.ts'
import { type PolicyCard, serverCard } from './policy-card.ts'
import { policyFile } from './policy-file.ts'
import { publisherWords } from './publisher-words.ts'
import { serverReviewWords } from './review-words.ts'
import { serverPolicy } from './server-policy.ts'
import { type ServerTools, serverTools } from './server-tools.ts'
import { type ServerVerdict, serverVerdict } from './server-verdict.ts'
import { type SeverityShare, severityShares } from './severity-shares.ts'
import type { Site, SiteServer } from './site.ts'
import { type TrifectaRows, trifectaRows } from './trifecta.ts'
import { urls } from './urls.ts'

/** Everything that /servers/<server> shows. */
export interface ServerPage {
  self: SiteServer
  title: string
  summary: string
  counts: Counts
  categories: { category: Verdict; count: number; href: string }[]
  severities: SeverityShare[]
  /** What its tools can do, and what each posture makes of them. */
  verdict: ServerVerdict
  /** Who publishes it, as a phrase; undefined where that is not known. */
  publisher: string | undefined
  /** "No known vulnerability in 2.1.64." */
  vulnerabilities: string
  tools: ServerTools
  /** The policy of the whole server. */
  card: PolicyCard
  hinted: number
  /** How many tools are reviewed, by whom and when. */
  reviewed: string
  /** The files of every target, one for each posture. */
  bundles: { label: string; files: { posture: Posture; href: string }[] }[]
  /** The options of `npm run policy` for values that narrow the arguments of its tools; empty where there are none. */
  valueOption: string
  trifecta: TrifectaRows
  /** Known vulnerabilities of its package. */
  advisories: AdvisoryRow[]
  /** Attacks on it, and those by what its tools do. */
  attacks: ServerAttack[]
  /** Tools with findings that are shown, gravest first. */
  found: { label: string; href: string; titles: string[] }[]
  /** What the server tells the model about itself. */
  instructions: Instructions | undefined
}

/** The model of one server's page. */
export function serverPage(site: Site, self: SiteServer): ServerPage {
  const tally = counts(self.tools)
  const advisories = serverAdvisories(site, self)
  const verdict = serverVerdict(self.tools)
  return {
    self,
    title: self.manifest.title,
    summary: `${self.manifest.title} MCP server: ${tally.total} tools rated by risk, and a policy for all of them.`,
    counts: tally,
    categories: verdicts.flatMap((category) =>
      tally.categories[category] > 0
        ? [{ category, count: tally.categories[category], href: urls.category(category) }]
        : [],
    ),
    severities: severityShares(tally, (severity) => urls.severityOfServer(severity, self.id)),
    verdict,
    publisher: self.manifest.publisher && publisherWords(self.manifest.publisher),
    vulnerabilities: vulnerabilityWords(advisories, self.manifest.version),
    tools: serverTools(site, self),
    card: serverCard(self, verdict.postures),
    hinted: self.tools.filter(({ assessment }) => Object.values(assessment.hints).some((hint) => hint !== undefined))
      .length,
    reviewed: serverReviewWords(self.tools),
    bundles: targets.map((target) => ({
      label: target.label,
      files: postures.map((posture) => ({
        posture,
        href: urls.serverPolicy(self.id, policyFile(target, posture)),
      })),
    })),
    valueOption: valueOption(self.tools, site),
    trifecta: trifectaRows(self.tools, site, 'This server'),
    attacks: serverAttacks(site, self),
    advisories,
    found: self.tools.flatMap(({ findings, label, href }) => {
      const { findings: rows } = findingRows(findings, site.rules)
      const grave = rows.filter(({ level }) => level !== 'info' && level !== 'low')
      return grave.length > 0 ? [{ label, href, titles: grave.map(({ title }) => title) }] : []
    }),
    instructions: instructionsOf(self, site),
  }
}

function vulnerabilityWords(advisories: readonly AdvisoryRow[], version: string): string {
  const affected = advisories.filter((one) => one.affected).length
  if (affected === 0) return `No known vulnerability in ${version}`
  return `${numberWords(affected)} known ${affected === 1 ? 'vulnerability' : 'vulnerabilities'} in ${version}`
}

/** The files below every server's address. */
export function policyFiles() {
  return postures.flatMap((posture) =>
    targets.map((target) => ({ file: policyFile(target, posture), target: target.id, posture })),
  )
}

/** The text of one of these files. */
export function policyText(
  site: Site,
  server: string,
  { target, posture }: { target: string; posture: Posture },
): string {
  const self = site.byId.get(server) as SiteServer
  const found = targets.find(({ id }) => id === target)
  if (!found) throw new Error(`no target is called ${target}`)
  const { text, limitations } = serverPolicy(self, found, posture).snippet
  return fileText(text, found.language, limitations)
}
