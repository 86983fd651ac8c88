import { formats } from '../policy/formats/index.ts'
import { effectWords } from '../policy/words.ts'
import type { Assessment } from '../schema/assessment.ts'
import { type Posture, postures } from '../schema/posture.ts'
import { descriptionOf, hintNames, titleOf } from '../schema/tool.ts'
import { type ArgumentRules, argumentRules } from './argument-rules.ts'
import { type AttackLink, attackLinks } from './attack-links.ts'
import { type FindingRows, findingRows } from './findings.ts'
import { type PageSnippet, pageSnippet } from './page-snippet.ts'
import { type Parameter, parameters } from './parameters.ts'
import { type Question, questions } from './questions.ts'
import { type Rationale, rationale } from './rationale.ts'
import { type Related, related } from './related.ts'
import { effectLabels, limitWords } from './rule-words.ts'
import { type Segment, segments } from './segments.ts'
import type { Site, SiteTool } from './site.ts'
import { type TraitRow, traitRows } from './traits.ts'

/** Everything that /servers/<server>/<tool> shows. */
export interface ToolPage {
  self: SiteTool
  title: string
  summary: string
  name: Segment[]
  declaredTitle: Segment[] | undefined
  description: Segment[]
  rationale: Rationale
  meaning: string
  danger: string
  advice: string
  standards: { id: string; name: string; url: string }[]
  parameters: Parameter[]
  outputs: Parameter[]
  findings: FindingRows
  traits: TraitRow[]
  /** What the server declares, what is inferred and what a person said, in words. */
  columns: { declared: string; inferred: string; reviewed: string }
  hints: { name: string; declared: boolean | undefined; assumed: boolean }[]
  snippets: PageSnippet[]
  /** What a rule demands of the arguments, and what else it could. */
  argumentRules: ArgumentRules
  /** What each posture does with the tool, in words. */
  postures: { posture: Posture; words: string }[]
  /** Attacks that used what this tool has. */
  attacks: AttackLink[]
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
  const category = site.content.categories[assessment.category]
  const reasons = rationale(tool, assessment, site.content.aboutRule)
  const serverKey = server.id
  const rendered = await Promise.all(
    formats.map(async (format) => {
      const snippet = format.render([rule], { rest: 'allow', serverKey, tools: new Map([[tool.name, tool]]) })
      const words = effectWords(rule, snippet)
      const fact = {
        label: format.label,
        bucket: format.id === 'toolhive-kubernetes',
        effect: snippet.effects.get(tool.name),
        rest: snippet.rest,
      }
      return { fact, page: await pageSnippet(snippet, format, words, site.content.verified) }
    }),
  )
  const declaredTitle = titleOf(tool)
  const definition = JSON.stringify(tool, null, 2)
  return {
    self,
    title: `${self.label} · ${server.manifest.title}`,
    summary: `${self.label} of the ${server.manifest.title} MCP server: ${assessment.category}, ${assessment.severity.toLowerCase()} severity, with the evidence and policies to paste.`,
    name: segments(tool.name, reasons.marks.name),
    declaredTitle: declaredTitle === undefined ? undefined : segments(declaredTitle),
    description: segments(descriptionOf(tool), reasons.marks.description),
    rationale: reasons,
    meaning: category.meaning,
    danger: category.danger,
    advice: category.advice,
    standards: category.standards,
    parameters: parameters(tool['inputSchema']),
    outputs: parameters(tool['outputSchema']),
    findings: findingRows(self.findings, site.rules),
    traits: traitRows(assessment.traits, site.rules),
    columns: columnsOf(assessment),
    hints: hintNames.map((name) => ({ name, declared: assessment.hints[name], assumed: ASSUMED[name] })),
    snippets: rendered.map(({ page }) => page),
    argumentRules: await argumentRules(self, site),
    postures: postures.map((posture) => {
      const { effect, limits } = self.rules[posture]
      return { posture, words: `${effectLabels[effect]}${limitWords(limits, ', ')}` }
    }),
    attacks: attackLinks(site, self),
    related: related(site, self),
    questions: [
      ...questions(
        self,
        category.meaning,
        rendered.map(({ fact }) => fact),
        site.content.questions.traits,
      ),
      ...category.questions,
    ],
    definition:
      definition.length > DEFINITION_LIMIT
        ? `${definition.slice(0, DEFINITION_LIMIT).toWellFormed()}\n… ${definition.length - DEFINITION_LIMIT} more characters`
        : definition,
  }
}

function columnsOf({ hints, category, severity, confidence, reviewed }: Assessment): ToolPage['columns'] {
  const words = (verdict: string, level: string) => `${verdict}, ${level.toLowerCase()} severity`
  const inferred = reviewed?.inferred ?? { category, severity }
  return {
    declared: declaredWords(hints),
    inferred: `${words(inferred.category, inferred.severity)}${confidence === 'none' ? '' : `, ${confidence} confidence`}`,
    reviewed: reviewed ? `${words(category, severity)}, on ${reviewed.review.date}` : 'Nobody has reviewed it.',
  }
}

function declaredWords({ readOnlyHint, destructiveHint }: Assessment['hints']): string {
  if (readOnlyHint === true) return 'It only reads.'
  if (destructiveHint === true) return 'It may overwrite or delete.'
  if (destructiveHint === false) return 'It changes something, and only adds.'
  if (readOnlyHint === false) return 'It changes something; by the protocol it may then destroy.'
  return 'Nothing. By the protocol it may then destroy.'
}
