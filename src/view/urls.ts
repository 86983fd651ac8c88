import type { Verdict } from '../schema/category.ts'
import type { Severity } from '../schema/severity.ts'

/** The path that the site is served under, without a trailing slash; empty at the root of a host. */
export const base = (process.env['POLICYBOOK_BASE'] ?? '').replace(/\/+$/, '')

/** The site's own address without a path or a trailing slash; empty where the build was not told one. */
export const origin = process.env['POLICYBOOK_SITE'] ? new URL(process.env['POLICYBOOK_SITE']).origin : ''

/** An address of {@link urls} as others need it: absolute where the site knows its own address. */
export const absolute = (url: string): string => `${origin}${url}`

/** Whether the build draws the pictures that other sites show beside a link; POLICYBOOK_PICTURES=off saves their time. */
export const hasPictures = process.env['POLICYBOOK_PICTURES'] !== 'off'

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
  /** The host's own style sheet and logo. */
  brand: (file: string) => `${base}/brand/${file}`,
  /** A page of the host. */
  hostPage: (page: string) => `${base}/pages/${page}`,
  categories: () => `${base}/categories`,
  severities: () => `${base}/severity`,
  api: () => `${base}/api`,
  // For programs; all of it is listed on the page of the interface.
  /** A document of the interface: `index.json`, `servers/gitlab.json`. */
  apiDocument: (path: string) => `${base}/api/v1/${path}`,
  serverData: (server: string) => `${base}/api/v1/servers/${server}.json`,
  serverMarkdown: (server: string) => `${base}/servers/${server}.md`,
  serverBadge: (server: string) => `${base}/servers/${server}/badge.svg`,
  /** The picture that other sites show beside a link: of a server, or of the whole site. */
  picture: (server?: string) => (server === undefined ? `${base}/share.png` : `${base}/servers/${server}/share.png`),
  /** Techniques with their logs and Sigma rules. */
  techniquesData: () => `${base}/techniques/all.json`,
  attackMarkdown: (attack: string) => `${base}/attacks/${attack}.md`,
  /** Atom feeds. */
  serversFeed: () => `${base}/servers/changes.atom`,
  attacksFeed: () => `${base}/attacks/feed.atom`,
  sitemap: (part?: number) => `${base}/sitemap${part === undefined ? '' : `-${part}`}.xml`,
  llms: () => `${base}/llms.txt`,
  robots: () => `${base}/robots.txt`,
  securityText: () => `${base}/.well-known/security.txt`,
  /** A path of the MCP registry's interface, as its clients ask for it: `servers`, `servers/NAME/versions/latest`. */
  registry: (path: string) => `${base}/v0.1/${path}`,
  advisoryOsv: (osv: string) => `${base}/advisories/${osv}.json`,
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
