import type { CompiledRules } from '../risk/compile-rules.ts'
import { shownAlone } from '../risk/findings/find.ts'
import type { Finding, FindingLevel } from '../schema/finding.ts'
import { placeOf } from './rationale.ts'
import { plainText, type Segment, segments } from './segments.ts'
import { urls } from './urls.ts'

/** One finding as a page prints it. */
export interface FindingRow {
  rule: string
  href: string
  title: string
  level: FindingLevel
  about: string
  fix: string
  /** Quotes with hidden characters named, and where they stand. */
  quotes: { text: Segment[]; place: string }[]
  detail: string
  /** How common it is among definitions that were taken to be benign; empty where that was not measured. */
  base: string
}

/** What there is to find, and the mere facts beside it. */
export interface FindingRows {
  findings: FindingRow[]
  facts: FindingRow[]
}

const LONGEST_QUOTE = 200

/** The findings of one tool, ready to print; those that never stand alone are left out where nothing graver is beside them. */
export function findingRows(all: readonly Finding[], rules: CompiledRules): FindingRows {
  const rows = (which: (one: Finding) => boolean) => all.filter(which).map((one) => row(one, rules))
  return {
    findings: rows((one) => shownAlone(one, all, rules)),
    facts: rows(({ rule }) => rules.findings.byId.get(rule)?.shown === 'fact'),
  }
}

function row({ rule, level, spans, detail = '' }: Finding, rules: CompiledRules): FindingRow {
  const source = rules.findings.byId.get(rule)
  if (!source) throw new Error(`content/risk/findings.yaml has no rule ${rule}`)
  const { title, about, fix, base } = source
  return {
    rule,
    href: urls.rule(rule),
    title,
    level,
    about,
    fix,
    quotes: spans.map(({ quote, field }) => ({
      text: segments(quote.length > LONGEST_QUOTE ? `${quote.slice(0, LONGEST_QUOTE)}…` : quote),
      place: placeOf(field),
    })),
    detail: plainText(detail),
    base: base ? baseWords(base) : '',
  }
}

function baseWords({ hits, of }: { hits: number; of: number }): string {
  const total = of.toLocaleString('en')
  if (hits === 0) return `None of ${total} definitions taken to be benign has it.`
  const one = hits === 1
  return `${hits.toLocaleString('en')} of ${total} definitions taken to be benign ${one ? 'has' : 'have'} it.`
}
