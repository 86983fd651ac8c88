import { isAffected } from '../../catalogue/affected-versions.ts'
import { serverDigest, toolDigest } from '../../catalogue/digest.ts'
import { shownAlone } from '../../risk/findings/find.ts'
import type { ApiCatalogue } from '../../schema/api/catalogue.ts'
import type { ApiServer, ApiTool } from '../../schema/api/server.ts'
import type { Span } from '../../schema/assessment.ts'
import { postures } from '../../schema/posture.ts'
import type { Rule } from '../../schema/rule.ts'
import { hintNames } from '../../schema/tool.ts'
import { attackLinks, serverAttacks } from '../attack-links.ts'
import { counts } from '../counts.ts'
import { osvId } from '../osv-records.ts'
import type { Site, SiteServer, SiteTool } from '../site.ts'
import { absolute, urls } from '../urls.ts'
import { documentHead } from './documents.ts'

/** What the list of servers and a server's own document say of it. */
export function serverSummary({ id, manifest, snapshot, href, tools }: SiteServer): ApiCatalogue['servers'][number] {
  const { source, capturedAt, protocolVersion } = snapshot
  return {
    id,
    title: manifest.title,
    about: manifest.about,
    ...(manifest.publisher === undefined ? {} : { publisher: manifest.publisher }),
    source,
    capturedAt,
    protocolVersion,
    digest: serverDigest(snapshot),
    counts: counts(tools),
    urls: {
      page: absolute(href),
      data: absolute(urls.serverData(id)),
      markdown: absolute(urls.serverMarkdown(id)),
      badge: absolute(urls.serverBadge(id)),
      rules: absolute(urls.serverRules(id)),
      policies: absolute(urls.serverPolicy(id, '')),
    },
  }
}

/** /api/v1/servers/<id>.json: a server with all of its tools. */
export function serverDocument(site: Site, self: SiteServer): ApiServer {
  const { manifest, snapshot } = self
  const { licence, repository, archived } = manifest
  return {
    ...documentHead('server'),
    ...serverSummary(self),
    licence,
    ...(repository === undefined ? {} : { repository }),
    ...(archived === undefined ? {} : { archived }),
    ...(snapshot.instructions === undefined ? {} : { instructions: snapshot.instructions }),
    attacks: serverAttacks(site, self).map(({ attack: { id }, href, here, tools }) => ({
      id,
      url: absolute(href),
      here,
      tools,
    })),
    advisories: site.content.attacks.advisories
      .filter((one) => one.package === manifest.package && one.withdrawn === undefined)
      .map((one) => ({
        id: one.id,
        affected: isAffected(one, manifest.version),
        url: absolute(urls.advisoryOsv(osvId(one))),
      })),
    tools: self.tools.map((tool) => apiTool(site, tool)),
  }
}

function apiTool(site: Site, self: SiteTool): ApiTool {
  const { tool, slug, href, assessment, findings, rules } = self
  const { category, severity, confidence, doubt, harm, reviewed, traits, evidence, counterEvidence, hints } = assessment
  return {
    name: tool.name,
    slug,
    url: absolute(href),
    digest: toolDigest(tool),
    category,
    severity,
    confidence,
    ...(doubt === undefined ? {} : { doubt }),
    ...(harm === undefined
      ? {}
      : {
          harm: {
            line: harm.line,
            rule: harm.rule,
            irreversible: harm.irreversible,
            reach: harm.reach,
            place: harm.place,
            spans: harm.spans.map(span),
          },
        }),
    ...(reviewed === undefined
      ? {}
      : {
          review: {
            by: reviewed.review.by,
            date: reviewed.review.date,
            line: reviewed.review.line,
            inferred: { category: reviewed.inferred.category, severity: reviewed.inferred.severity },
          },
        }),
    traits: traits.map(({ trait, rule, ...place }) => ({ id: trait, rule, ...span(place) })),
    evidence: [
      ...evidence.map((one) => ({ ...signal(one), against: false })),
      ...counterEvidence.map((one) => ({ ...signal(one), against: true })),
    ],
    findings: findings.map((one) => ({
      rule: one.rule,
      level: one.level,
      title: site.rules.findings.byId.get(one.rule)?.title ?? one.rule,
      shown: shownAlone(one, findings, site.rules),
      ...(one.detail === undefined ? {} : { detail: one.detail }),
      spans: one.spans.map(span),
    })),
    hints: Object.fromEntries(hintNames.map((name) => [name, hints[name] ?? null])) as ApiTool['hints'],
    rules: Object.fromEntries(postures.map((posture) => [posture, apiRule(rules[posture])])) as ApiTool['rules'],
    attacks: attackLinks(site, self).map(({ attack: { id }, href: page, reason }) => ({
      id,
      url: absolute(page),
      reason,
    })),
    definition: tool,
  }
}

const span = ({ field, start, end, quote }: Span): Span => ({ field, start, end, quote })

const signal = ({ rule, category, points, ...place }: SiteTool['assessment']['evidence'][number]) => ({
  rule,
  category,
  points: Math.round(points * 100) / 100,
  ...span(place),
})

/** The rule without its server and tool, and without samples, which are for tests. */
const apiRule = ({ server: _, tool: __, conditions, ...rule }: Rule): ApiTool['rules'][keyof ApiTool['rules']] => ({
  ...rule,
  conditions: conditions.map(({ samples: ___, ...condition }) => condition),
})
