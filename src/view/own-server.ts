import { type CompiledRules, compileRules } from '../risk/compile-rules.ts'
import { shownAlone } from '../risk/findings/find.ts'
import { trifecta } from '../risk/trifecta.ts'
import type { Assessment } from '../schema/assessment.ts'
import type { ServerData } from '../schema/manifest.ts'
import type { Tool } from '../schema/tool.ts'
import { findingWords } from './finding-words.ts'
import type { OwnRules } from './own-rules.ts'
import { plainQuote } from './plain-quote.ts'
import { type RatedDefinition, rateTools } from './rate-tools.ts'
import { placeOf } from './rationale.ts'
import type { RulesFile } from './rules-file.ts'
import { plainText } from './segments.ts'
import { severitySentence } from './severity-sentence.ts'
import type { RatedTool } from './stack-ratings.ts'

/** A tool of the reader's own server, as its page shows it. */
export interface OwnTool extends RatedTool {
  /** The severity with the harm behind it. */
  why: string
  /** What led to the category, each quote with its place. */
  evidence: string[]
  confidence: string
  findings: { title: string; level: string; quote: string; fix: string }[]
}

/** The reader's own server, rated here. */
export interface OwnServer {
  tools: OwnTool[]
  /** From which every policy is rendered. */
  rules: RulesFile
}

const MAX_EVIDENCE = 4
const MAX_FINDINGS = 20

/** Makes the rules ready for use; do it once. */
export function ownRater(
  source: OwnRules,
): (tools: readonly Tool[], server: { key: string; data?: ServerData }) => OwnServer {
  const rules = compileRules(source.risk)
  return (tools, { key, data }) => {
    const rated = rateTools(key, tools, { rules, limits: source.limits, families: source.families }, data)
    const legs = legsOf(rated, rules)
    const setting = { sayings: source.acts, server: { title: key, ...(data === undefined ? {} : { data }) } }
    return {
      tools: rated.map((one, index) => ({
        slug: String(index),
        name: one.tool.name,
        label: plainText(one.tool.name),
        category: one.assessment.category,
        severity: one.assessment.severity,
        legs: legs.get(one) ?? {},
        why: severitySentence(one.assessment, source.risk.rubric, { ...setting, tool: one.tool }),
        evidence: evidenceOf(one.assessment),
        confidence: one.assessment.confidence,
        findings: findingsOf(one, rules),
      })),
      rules: {
        server: key,
        tools: rated.map(({ tool, rules: own }, index) => ({ slug: String(index), tool, rules: own })),
      },
    }
  }
}

function legsOf(rated: readonly RatedDefinition[], rules: CompiledRules): Map<RatedDefinition, RatedTool['legs']> {
  const found = new Map<RatedDefinition, RatedTool['legs']>()
  for (const [leg, tools] of Object.entries(trifecta(rated, rules).legs))
    for (const { tool, quote, field } of tools)
      found.set(tool, { ...found.get(tool), [leg]: quote === '' ? '' : plainQuote(quote, field) })
  return found
}

const evidenceOf = ({ evidence }: Assessment): string[] => [
  ...new Set(
    evidence
      .slice(0, MAX_EVIDENCE)
      .map(({ quote, field }) => (quote === '' ? placeOf(field) : plainQuote(quote, field))),
  ),
]

function findingsOf({ findings }: RatedDefinition, rules: CompiledRules): OwnTool['findings'] {
  return findings
    .filter((one) => shownAlone(one, findings, rules))
    .slice(0, MAX_FINDINGS)
    .map((finding) => {
      const { rule, level, spans } = finding
      const [first] = spans
      return {
        title: findingWords(finding, rules).title,
        level,
        quote: first && first.quote !== '' ? plainQuote(first.quote, first.field) : '',
        fix: rules.findings.byId.get(rule)?.fix ?? '',
      }
    })
}
