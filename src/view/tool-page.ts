import type { Format, Snippet } from '../policy/formats/format.ts'
import { formats } from '../policy/formats/index.ts'
import { proposals, withArguments } from '../policy/recommend/arguments.ts'
import { effectWords } from '../policy/words.ts'
import type { Assessment } from '../schema/assessment.ts'
import { type Posture, postures } from '../schema/posture.ts'
import { descriptionOf, hintNames, titleOf } from '../schema/tool.ts'
import type { Verified } from '../schema/verified.ts'
import { type AttackLink, attackLinks } from './attack-links.ts'
import { checkedBy } from './checked-by.ts'
import { type FindingRows, findingRows } from './findings.ts'
import { type CodeLine, highlight } from './highlight.ts'
import { type Parameter, parameters } from './parameters.ts'
import { type Question, questions } from './questions.ts'
import { type Rationale, rationale } from './rationale.ts'
import { type Related, related } from './related.ts'
import { reviewWords } from './review-words.ts'
import { effectLabels, limitWords } from './rule-words.ts'
import { plainText, type Segment, segments } from './segments.ts'
import type { Site, SiteTool } from './site.ts'
import { type TraitRow, traitRows } from './traits.ts'

/** One snippet ready to print. */
export interface PageSnippet {
  id: string
  label: string
  file: string
  about: string
  /** Lines that are not shown, because the file is so long that it is only downloaded. */
  more: number
  lines: CodeLine[]
  summary: string
  points: string[]
  losses: string[]
  minimumVersion: string
  /** What checked it, in words after "checked by". */
  verifiedBy: string
  /** Files that belong to the snippet, each with its download. */
  companions: { file: string; about: string; lines: CodeLine[]; download: string }[]
  /** The snippet as a `data:` address, so that it can be saved without a second file. */
  download: string
}

/** What is demanded of one parameter. */
export interface ArgumentRow {
  parameter: string
  label: string
  about: string
  /** Whether a value is the reader's to fill in. */
  yours: boolean
}

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
  /** Who reviewed the rating, and what the classifier says alone. */
  review: string
  /** What the server declares, what is inferred and what was reviewed, in words. */
  columns: { declared: string; inferred: string; reviewed: string }
  hints: { name: string; declared: boolean | undefined; assumed: boolean }[]
  snippets: PageSnippet[]
  /** Rules about arguments: what is demanded of which parameter, and snippets that demand it. */
  argumentRules: { rows: ArgumentRow[]; snippets: PageSnippet[] }
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
// A policy for hundreds of tools is a file to download, not a text to read.
const LONGEST_SHOWN = 12_000
const LINES_SHOWN = 60

/** The model of one tool's page. */
export async function toolPage(site: Site, self: SiteTool): Promise<ToolPage> {
  const { tool, assessment, server, rule } = self
  const category = site.content.categories[assessment.category]
  const reasons = rationale(tool, assessment, site.content.aboutRule)
  const review = reviewWords(assessment, self.lapsed, server.snapshot.capturedAt)
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
    review: review.sentence,
    columns: { ...columnsOf(assessment), reviewed: review.column },
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

/** Formats that can look at arguments. */
const LOOKING = formats.filter(({ id }) => ['intercept', 'gateway', 'agentcore'].includes(id))

async function argumentRules({ tool, rule, server }: SiteTool, site: Site): Promise<ToolPage['argumentRules']> {
  const found = proposals(tool, site.content.families)
  if (found.length === 0) return { rows: [], snippets: [] }
  const opened = withArguments(rule, found)
  const snippets = await Promise.all(
    LOOKING.map(async (format) => {
      const snippet = format.render([opened], {
        rest: 'allow',
        serverKey: server.id,
        tools: new Map([[tool.name, tool]]),
      })
      const page = await pageSnippet(snippet, format, effectWords(opened, snippet), site.content.verified)
      return { ...page, id: `arguments-${format.id}` }
    }),
  )
  const rows = found.map(({ parameter, family, yours }) => ({
    parameter: plainText(parameter),
    label: family.label,
    about: family.about,
    yours,
  }))
  return { rows, snippets }
}

function columnsOf({ hints, category, severity, confidence, reviewed }: Assessment) {
  const words = (verdict: string, level: string) => `${verdict}, ${level.toLowerCase()} severity`
  const inferred = reviewed?.inferred ?? { category, severity, line: undefined }
  return {
    declared: declaredWords(hints),
    inferred: `${words(inferred.category, inferred.severity)}${inferred.line ? ` (line ${inferred.line})` : ''}${confidence === 'none' ? '' : `, ${confidence} confidence`}`,
  }
}

function declaredWords({ readOnlyHint, destructiveHint }: Assessment['hints']): string {
  if (readOnlyHint === true) return 'It only reads.'
  if (destructiveHint === true) return 'It may overwrite or delete.'
  if (destructiveHint === false) return 'It changes something, and only adds.'
  if (readOnlyHint === false) return 'It changes something; by the protocol it may then destroy.'
  return 'Nothing. By the protocol it may then destroy.'
}

// Only what a browser drops or reads as something else is encoded (WHATWG URL, opaque paths): a page has dozens of these.
const dataAddress = (text: string) =>
  `data:text/plain;charset=utf-8,${text.toWellFormed().replace(/[\u0000-\u001f\u007f%#"?]/g, encodeURIComponent)}`

async function companion({ file, about, language, text }: NonNullable<Snippet['companions']>[number]) {
  return { file, about, lines: await highlight(text, language), download: dataAddress(text) }
}

/** A snippet with its highlighted lines and its download. */
export async function pageSnippet(
  snippet: Snippet,
  { label, about, minimumVersion }: Format,
  { summary, points }: { summary: string; points: string[] },
  verified: Verified,
): Promise<PageSnippet> {
  const { text, format, file, language } = snippet
  const cut = text.length > LONGEST_SHOWN
  const shown = cut ? text.split('\n').slice(0, LINES_SHOWN).join('\n') : text
  return {
    id: format,
    label,
    about,
    file,
    more: cut ? text.split('\n').length - LINES_SHOWN : 0,
    lines: await highlight(shown, language),
    summary,
    points,
    verifiedBy: checkedBy(format, verified),
    companions: cut ? [] : await Promise.all((snippet.companions ?? []).map(companion)),
    losses: snippet.losses.map(({ what }) => what),
    minimumVersion,
    download: dataAddress(text),
  }
}
