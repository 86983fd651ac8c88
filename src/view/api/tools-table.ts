import { stringify } from 'csv-stringify/sync'
import { toolDigest } from '../../catalogue/digest.ts'
import { shownFindings } from '../../policy/recommend/shown-findings.ts'
import type { ApiToolRow } from '../../schema/api/tool-row.ts'
import { plainText } from '../segments.ts'
import type { Site, SiteTool } from '../site.ts'
import { absolute } from '../urls.ts'
import { documentText } from './documents.ts'

/** One tool in a line. */
function toolRow({ rules }: Pick<Site, 'rules'>, self: SiteTool): ApiToolRow {
  const { server, tool, slug, assessment, findings, rule, href } = self
  const { category, severity, confidence, reviewed, harm, traits, hints } = assessment
  return {
    server: server.id,
    tool: tool.name,
    slug,
    category,
    severity,
    line: reviewed?.review.line ?? harm?.line ?? null,
    confidence,
    reviewed: reviewed?.review.date ?? null,
    traits: [...new Set(traits.map(({ trait }) => trait))],
    findings: [...new Set(shownFindings(findings, rules).map((one) => one.rule))],
    guarded: rule.effect,
    read_only_hint: hints.readOnlyHint ?? null,
    destructive_hint: hints.destructiveHint ?? null,
    idempotent_hint: hints.idempotentHint ?? null,
    open_world_hint: hints.openWorldHint ?? null,
    package: server.manifest.package,
    package_version: server.manifest.version,
    captured: server.snapshot.capturedAt,
    digest: toolDigest(tool),
    url: absolute(href),
  }
}

/** /api/v1/tools.ndjson in pieces, one server each: one JSON object a line. */
export function* toolLines(site: Pick<Site, 'rules' | 'servers'>): Generator<string> {
  for (const { tools } of site.servers)
    yield tools.map((tool) => documentText('tool-row', toolRow(site, tool))).join('')
}

/** The columns of tools.csv, in their order. */
export const toolColumns: readonly (keyof ApiToolRow)[] = [
  'server',
  'tool',
  'slug',
  'category',
  'severity',
  'line',
  'confidence',
  'reviewed',
  'traits',
  'findings',
  'guarded',
  'read_only_hint',
  'destructive_hint',
  'idempotent_hint',
  'open_world_hint',
  'package',
  'package_version',
  'captured',
  'digest',
  'url',
]

/**
 * /api/v1/tools.csv in pieces, one server each. Characters that cannot be seen are named, as on pages. A cell that a spreadsheet would run as a formula gets an apostrophe before it.
 * Source of the guard: owasp.org/www-community/attacks/CSV_Injection.
 */
export function* toolCsv(site: Pick<Site, 'rules' | 'servers'>): Generator<string> {
  yield stringify([[...toolColumns]])
  for (const { tools } of site.servers)
    yield stringify(
      tools.map((tool) => {
        const row = toolRow(site, tool)
        return toolColumns.map((column) => plainText(cell(row[column])))
      }),
      // The option adds an apostrophe before = + - @, tab and carriage return.
      { escape_formulas: true },
    )
}

const cell = (value: ApiToolRow[keyof ApiToolRow]): string =>
  Array.isArray(value) ? value.join(' ') : value === null ? '' : String(value)
