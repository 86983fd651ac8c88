import { targets } from '../policy/targets/index.ts'
import { type Posture, postures } from '../schema/posture.ts'
import { descriptionOf, hintNames, titleOf } from '../schema/tool.ts'
import { type AdvisoryRow, toolAdvisories } from './advisories.ts'
import { type ArgumentRules, argumentRules } from './argument-rules.ts'
import { type AttackLink, attackLinks } from './attack-links.ts'
import type { Setting } from './deed-words.ts'
import { type FindingRows, findingRows } from './findings.ts'
import { type Opinions, opinions } from './opinions.ts'
import { type PageSnippet, ruleSnippet } from './page-snippet.ts'
import { type Parameter, parameters } from './parameters.ts'
import { type Question, questions } from './questions.ts'
import { type Rationale, rationale } from './rationale.ts'
import { type Related, related } from './related.ts'
import { ruleInPosture } from './rule-words.ts'
import { type Segment, segments } from './segments.ts'
import { severitySentence } from './severity-sentence.ts'
import type { Site, SiteTool } from './site.ts'
import { type TechniqueLink, techniqueLinks } from './technique-links.ts'
import { type ToolStandard, toolStandards } from './tool-standards.ts'
import { type TraitRow, traitRows } from './traits.ts'

/** Everything that /servers/<server>/<tool> shows. */
export interface ToolPage {
  self: SiteTool
  title: string
  summary: string
  name: Segment[]
  declaredTitle: Segment[] | undefined
  description: Segment[]
  /** The severity with the harm behind it. */
  severity: string
  rationale: Rationale
  /** Entries of public standards, each with the reason. */
  standards: ToolStandard[]
  parameters: Parameter[]
  outputs: Parameter[]
  findings: FindingRows
  traits: TraitRow[]
  /** What the server declares, what is inferred and what reviewers found. */
  opinions: Opinions
  hints: { name: string; declared: boolean | undefined; assumed: boolean }[]
  snippets: PageSnippet[]
  /** What a rule demands of the arguments, and what else it could. */
  argumentRules: ArgumentRules
  /** What each posture does with the tool, in words. */
  postures: { posture: Posture; words: string }[]
  /** Known vulnerabilities of its server's package that name the tool. */
  advisories: AdvisoryRow[]
  /** Attacks that used what this tool has. */
  attacks: AttackLink[]
  techniques: TechniqueLink[]
  related: Related
  questions: Question[]
  /** The definition as sent, as indented JSON. */
  definition: string
}

// Defaults of ToolAnnotations in the specification of 2026-07-28.
const ASSUMED = { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true }
const DEFINITION_LIMIT = 20_000

/** The model of one tool's page. */
export async function toolPage(site: Site, self: SiteTool): Promise<ToolPage> {
  const { tool, assessment, server, rule } = self
  const { rubric, traits } = site.content.risk
  const setting: Setting = { sayings: site.content.questions.acts, server: server.manifest }
  const reasons = rationale(tool, assessment, site.content.aboutRule, setting, rubric)
  const attacks = attackLinks(site, self)
  const declaredTitle = titleOf(tool)
  const definition = JSON.stringify(tool, null, 2)
  return {
    self,
    title: `${self.label} · ${server.manifest.title}`,
    summary: `${self.label} of the ${server.manifest.title} MCP server: ${assessment.category}, ${assessment.severity.toLowerCase()} severity, with the evidence and policies to paste.`,
    name: segments(tool.name, reasons.marks.name),
    declaredTitle: declaredTitle === undefined ? undefined : segments(declaredTitle),
    description: segments(descriptionOf(tool), reasons.marks.description),
    severity: severitySentence(assessment, rubric, setting),
    rationale: reasons,
    standards: toolStandards(self, site.content.attacks.names),
    parameters: parameters(tool['inputSchema']),
    outputs: parameters(tool['outputSchema']),
    findings: findingRows(self.findings, site.rules, self),
    traits: traitRows(assessment, site.rules, setting),
    opinions: opinions(assessment, rubric, traits, setting, self.lapsed),
    hints: hintNames.map((name) => ({ name, declared: assessment.hints[name], assumed: ASSUMED[name] })),
    snippets: await Promise.all(targets.map((target) => ruleSnippet(target, rule, self, site.content))),
    argumentRules: await argumentRules(self, site),
    postures: postures.map((posture) => ({ posture, words: ruleInPosture(posture, self.rules[posture]) })),
    advisories: toolAdvisories(site, self),
    attacks,
    techniques: techniqueLinks(
      site,
      self,
      attacks.map(({ attack }) => attack),
    ),
    related: related(site, self),
    questions: questions(self, site.content),
    definition:
      definition.length > DEFINITION_LIMIT
        ? `${definition.slice(0, DEFINITION_LIMIT).toWellFormed()}\n… ${definition.length - DEFINITION_LIMIT} more characters`
        : definition,
  }
}
