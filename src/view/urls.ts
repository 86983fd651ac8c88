import type { Verdict } from '../schema/category.ts'
import type { Severity } from '../schema/severity.ts'

/** The path that the site is served under, without a trailing slash; empty at the root of a host. */
export const base = (process.env['POLICYBOOK_BASE'] ?? '').replace(/\/+$/, '')

/** Where a reader reports a wrong rating. */
export const issues = process.env['POLICYBOOK_ISSUES'] ?? 'https://github.com/policybook/policybook/issues/new'

/** Every address of the site. Nobody else spells a path. Ids and slugs must be URL-safe already. */
export const urls = {
  home: () => `${base}/`,
  servers: () => `${base}/servers`,
  server: (server: string) => `${base}/servers/${server}`,
  tool: (server: string, slug: string) => `${base}/servers/${server}/${slug}`,
  serverPolicy: (server: string, file: string) => `${base}/servers/${server}/${file}`,
  /** The rules of a server, from which its policies are rendered. */
  serverRules: (server: string) => `${base}/servers/${server}/rules.json`,
  category: (category: Verdict, page = 1) =>
    `${base}/categories/${category.toLowerCase()}${page > 1 ? `/${page}` : ''}`,
  severity: (severity: Severity, page = 1) => `${base}/severity/${severity.toLowerCase()}${page > 1 ? `/${page}` : ''}`,
  severityOfServer: (severity: Severity, server: string) =>
    `${base}/severity/${severity.toLowerCase()}/server/${server}`,
  /** Known vulnerabilities of packages, for programs. */
  advisories: () => `${base}/advisories.json`,
  attacks: () => `${base}/attacks`,
  attack: (attack: string) => `${base}/attacks/${attack}`,
  /** What was added, corrected and removed. */
  attackChanges: () => `${base}/attacks/changes`,
  technique: (technique: string) => `${base}/techniques/${technique}`,
  /** The file of a Sigma rule. */
  detection: (detection: string) => `${base}/detections/${detection}.yml`,
  mitigations: () => `${base}/mitigations`,
  mitigation: (mitigation: string) => `${base}/mitigations/${mitigation}`,
  guides: () => `${base}/guides`,
  guide: (guide: string) => `${base}/guides/${guide}`,
  targets: () => `${base}/targets`,
  target: (target: string) => `${base}/targets/${target}`,
  lint: () => `${base}/lint`,
  lintRule: (rule: string) => `${base}/lint/${rule}`,
  method: () => `${base}/method`,
  /** Where a rule of the rating is explained. */
  rule: (rule: string) => `${base}/method#${rule}`,
  asset: (path: string) => `${base}/${path}`,
  /** A new report, with the tool already named. */
  report: (server: string, tool: string) =>
    `${issues}?title=${encodeURIComponent(`Rating of ${server} / ${tool.toWellFormed()}`)}`,

  /** The reader's own servers together. */
  stack: () => `${base}/stack`,
  stackServers: () => `${base}/stack/servers.json`,
  /** How every tool of a server is rated. */
  serverRatings: (server: string) => `${base}/servers/${server}/ratings.json`,
  yourServer: () => `${base}/your-server`,
  /** The rules of the rating as data, for a browser that rates. */
  yourServerRules: () => `${base}/your-server/rules.json`,
  check: () => `${base}/check`,
  tools: () => `${base}/tools`,
  /** Names that begin with a letter; `other` for those that begin with none. */
  toolsOf: (letter: string, page = 1) => `${base}/tools/${letter}${page > 1 ? `/${page}` : ''}`,
  /** Who offers the tools whose names begin with a letter. */
  namesOf: (letter: string) => `${base}/tools/${letter}.json`,
  compare: (query = '') => `${base}/compare${query === '' ? '' : `?${query}`}`,
  about: () => `${base}/about`,
}
