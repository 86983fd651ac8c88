import { folders } from '../catalogue/folder.ts'
import { matchReviews } from '../catalogue/match-reviews.ts'
import { type Content, readContent } from '../catalogue/read-content.ts'
import { toolSlugs } from '../catalogue/slug.ts'
import { readCatalogue } from '../catalogue/snapshots.ts'
import type { Proposals } from '../policy/recommend/proposals.ts'
import { type CompiledRules, compileRules } from '../risk/compile-rules.ts'
import type { Assessment } from '../schema/assessment.ts'
import type { Finding } from '../schema/finding.ts'
import type { Manifest } from '../schema/manifest.ts'
import type { Posture } from '../schema/posture.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import type { Review } from '../schema/review.ts'
import type { Rule } from '../schema/rule.ts'
import type { Snapshot } from '../schema/snapshot.ts'
import type { Tool } from '../schema/tool.ts'
import { headVerb } from './head-verb.ts'
import { rateTools } from './rate-tools.ts'
import { plainText } from './segments.ts'
import { urls } from './urls.ts'

/** One tool with everything that the pages need to know of it. */
export interface SiteTool {
  server: SiteServer
  tool: Tool
  /** The name with hidden characters written as code points, for every place but marked text. */
  label: string
  slug: string
  href: string
  assessment: Assessment
  /** A review that no longer counts, because the definition was another then. */
  lapsed?: Review
  findings: Finding[]
  /** The rule of the guarded posture. */
  rule: Rule
  /** The rule of every posture. */
  rules: Record<Posture, Rule>
  /** What a rule can demand of the arguments. */
  proposals: Proposals
  /** First word of the name that is not the server's own, for related tools. */
  verb: string
}

/** One server that was listed. */
export interface SiteServer {
  id: string
  manifest: Manifest
  snapshot: Snapshot
  href: string
  tools: SiteTool[]
}

/** The whole catalogue, rated. Servers are sorted by id, tools stand as their server sent them. */
export interface Site {
  content: Content
  rules: CompiledRules
  servers: SiteServer[]
  tools: SiteTool[]
  byId: Map<string, SiteServer>
  /** Why servers that have a snapshot are not here. */
  skipped?: readonly Problem[]
}

let shared: Site | undefined

/**
 * The catalogue on disk, rated and with a rule for every tool; read once in a process.
 * @throws {ProblemError} when content or snapshots do not fit, or a snapshot has no manifest.
 */
export function site(): Site {
  shared ??= loadSite()
  return shared
}

/** As {@link site}, read anew. */
export function loadSite(paths = folders()): Site {
  const content = readContent(paths.content)
  const { snapshots, skipped } = readCatalogue(paths.catalogue)
  const lost = snapshots.filter((snapshot) => !content.manifests.has(snapshot.id))
  if (lost.length > 0)
    throw new ProblemError(
      lost.map(({ id }) => ({
        where: `${paths.catalogue}/${id}.json`,
        what: `no manifest content/servers/${id}.yaml describes this server`,
        fix: 'Write the manifest, or remove the snapshot.',
      })),
    )
  const rules = compileRules(content.risk)
  const servers = snapshots.map((snapshot) => siteServer(snapshot, content, rules))
  return {
    content,
    rules,
    servers,
    tools: servers.flatMap((server) => server.tools),
    byId: new Map(servers.map((server) => [server.id, server])),
    skipped,
  }
}

/** Whose data a server holds: as its manifest says, else private where it demands credentials. */
export function dataOf({ data, env, needs }: Manifest) {
  return data ?? (Object.keys(env).length + needs.length > 0 ? 'private' : undefined)
}

function siteServer(snapshot: Snapshot, content: Content, rules: CompiledRules): SiteServer {
  const manifest = content.manifests.get(snapshot.id) as Manifest
  const server: SiteServer = { id: snapshot.id, manifest, snapshot, href: urls.server(snapshot.id), tools: [] }
  const reviews = matchReviews(content.reviews.get(snapshot.id), snapshot.tools)
  const slugs = toolSlugs(snapshot.tools.map((tool) => tool.name))
  const { limits, families } = content
  const rated = rateTools(
    snapshot.id,
    snapshot.tools,
    { rules, limits, families },
    dataOf(manifest),
    (index) => reviews.tools[index]?.review,
  )
  server.tools = rated.map(({ tool, assessment, findings, proposals, rules: own }, index) => {
    const slug = slugs[index] as string
    const { lapsed } = reviews.tools[index] ?? {}
    return {
      server,
      tool,
      label: plainText(tool.name),
      slug,
      href: urls.tool(snapshot.id, slug),
      assessment,
      ...(lapsed ? { lapsed } : {}),
      findings,
      rule: own.guarded,
      rules: own,
      proposals,
      verb: headVerb(tool.name, assessment),
    }
  })
  return server
}
