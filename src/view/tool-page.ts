import { descriptionOf, hintNames, type Tool, titleOf } from '../schema/tool.ts'
import { type AdvisoryRow, toolAdvisories } from './advisories.ts'
import { type AttackLink, attackLinks } from './attack-links.ts'
import type { Setting } from './deed-words.ts'
import { type FindingRows, findingRows } from './findings.ts'
import { type Opinions, opinions } from './opinions.ts'
import { type ParameterRows, parameterRows } from './parameter-rows.ts'
import { type PolicyCard, toolCard } from './policy-card.ts'
import { type Question, questions } from './questions.ts'
import { type Rationale, rationale } from './rationale.ts'
import { type Related, related } from './related.ts'
import { type Segment, segments } from './segments.ts'
import type { Site, SiteTool } from './site.ts'
import { type TechniqueLink, techniqueLinks } from './technique-links.ts'
import { type ToolFacts, toolFacts } from './tool-facts.ts'
import { type ToolStandard, toolStandards } from './tool-standards.ts'
import { type TraitRow, traitRows } from './traits.ts'
import { severityMarks, type WhyLine, whyLines } from './why.ts'

/** Everything that /servers/<server>/<tool> shows. */
export interface ToolPage {
  self: SiteTool
  title: string
  summary: string
  name: Segment[]
  declaredTitle: Segment[] | undefined
  facts: ToolFacts
  description: Segment[]
  /** Whether the description is so long that the page shows its beginning until it is asked for more. */
  isLong: boolean
  /** Why it is rated as it is, the severity first. */
  why: WhyLine[]
  rationale: Rationale
  /** The policy of the tool. */
  card: PolicyCard
  /** Entries of public standards, each with the reason. */
  standards: ToolStandard[]
  parameters: ParameterRows
  outputs: ParameterRows
  findings: FindingRows
  /** Whether a finding is so grave that it stands before everything else. */
  isPoisoned: boolean
  traits: TraitRow[]
  /** What the server declares, what is inferred and what reviewers found. */
  opinions: Opinions
  hints: { name: string; words: string }[]
  /** Whether the version of the catalogue has one of the vulnerabilities. */
  isVulnerable: boolean
  /** Known vulnerabilities of its server's package that name the tool. */
  advisories: AdvisoryRow[]
  /** Attacks that used what this tool has. */
  attacks: AttackLink[]
  techniques: TechniqueLink[]
  related: Related
  questions: Question[]
}

// Defaults of ToolAnnotations in the specification of 2026-07-28.
const ASSUMED = { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true }
/** Five lines of the first column. */
const SHORT_CHARS = 380
const SHORT_LINES = 5

/** The model of one tool's page. */
export function toolPage(site: Site, self: SiteTool): ToolPage {
  const { tool, assessment, server } = self
  const { rubric, traits } = site.content.risk
  const setting: Setting & { tool: Tool } = { sayings: site.content.questions.acts, server: server.manifest, tool }
  const reasons = rationale(tool, assessment, site.content.aboutRule, setting, rubric)
  const attacks = attackLinks(site, self)
  const declaredTitle = titleOf(tool)
  const description = descriptionOf(tool)
  const found = findingRows(self.findings, site.rules, self)
  const advisories = toolAdvisories(site, self)
  const marksOf = (field: 'name' | 'description') => [...reasons.marks[field], ...severityMarks(assessment, field)]
  return {
    self,
    title: `${self.label} · ${server.manifest.title}`,
    summary: `${self.label} of the ${server.manifest.title} MCP server: ${assessment.category}, ${assessment.severity.toLowerCase()} severity, with the evidence and policies to paste.`,
    name: segments(tool.name, marksOf('name')),
    declaredTitle: declaredTitle === undefined ? undefined : segments(declaredTitle),
    facts: toolFacts(site, self, setting),
    description: segments(description, marksOf('description')),
    isLong: description.length > SHORT_CHARS || description.split('\n').length > SHORT_LINES,
    why: whyLines(tool, assessment, reasons, rubric),
    rationale: reasons,
    card: toolCard(self),
    standards: toolStandards(self, site.content.attacks.names),
    parameters: parameterRows(self, site),
    outputs: parameterRows(self, site, 'outputSchema'),
    findings: found,
    isPoisoned: found.findings.some(({ level }) => level === 'high' || level === 'critical'),
    traits: traitRows(assessment, site.rules, setting),
    opinions: opinions(assessment, rubric, traits, setting, self.lapsed),
    hints: hintNames.map((name) => {
      const declared = assessment.hints[name]
      const words = declared === undefined ? `not declared, so ${ASSUMED[name]} is assumed` : String(declared)
      // By the specification they have a meaning only where the tool is not read-only.
      if (assessment.hints.readOnlyHint === true && (name === 'destructiveHint' || name === 'idempotentHint'))
        return { name, words: `${declared ?? 'not declared'}; means nothing beside readOnlyHint: true` }
      return { name, words }
    }),
    advisories,
    isVulnerable: advisories.some(({ affected }) => affected),
    attacks,
    techniques: techniqueLinks(
      site,
      self,
      attacks.map(({ attack }) => attack),
    ),
    related: related(site, self),
    questions: questions(self, site.content),
  }
}
