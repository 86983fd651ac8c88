import { fileText } from '../policy/core/file-text.ts'
import { targets } from '../policy/targets/index.ts'
import { type Verdict, verdicts } from '../schema/category.ts'
import { type Posture, postures } from '../schema/posture.ts'
import { type Severity, severities } from '../schema/severity.ts'
import { type AdvisoryRow, serverAdvisories } from './advisories.ts'
import { valueOption } from './argument-rules.ts'
import { type ServerAttack, serverAttacks } from './attack-links.ts'
import { type Counts, counts } from './counts.ts'
import { findingRows } from './findings.ts'
import { type Instructions, instructionsOf } from './instructions.ts'
import { type PageSnippet, pageSnippet } from './page-snippet.ts'
import { policyFile } from './policy-file.ts'
import { serverReviewWords } from './review-words.ts'
import { serverPolicies, serverPolicy } from './server-policy.ts'
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
  severities: { severity: Severity; count: number; href: string }[]
  /** The policy of the whole server, one for each target, with its file's address. */
  policies: (PageSnippet & { href: string })[]
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
export async function serverPage(site: Site, self: SiteServer): Promise<ServerPage> {
  const tally = counts(self.tools)
  const effects = new Map<string, number>()
  for (const { rule } of self.tools) effects.set(rule.effect, (effects.get(rule.effect) ?? 0) + 1)
  const policies = await Promise.all(
    serverPolicies(self).map(async ({ target, snippet }) => ({
      ...(await pageSnippet(snippet, { summary: '', points: [] }, site.content)),
      // The file has an address of its own.
      download: '',
      href: urls.serverPolicy(self.id, policyFile(target)),
    })),
  )
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
    severities: [...severities]
      .reverse()
      .flatMap((severity) =>
        tally.severities[severity] > 0
          ? [{ severity, count: tally.severities[severity], href: urls.severityOfServer(severity, self.id) }]
          : [],
      ),
    policies,
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
    advisories: serverAdvisories(site, self),
    found: self.tools.flatMap(({ findings, label, href }) => {
      const { findings: rows } = findingRows(findings, site.rules)
      const grave = rows.filter(({ level }) => level !== 'info' && level !== 'low')
      return grave.length > 0 ? [{ label, href, titles: grave.map(({ title }) => title) }] : []
    }),
    instructions: instructionsOf(self, site),
  }
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
