import type { CompiledRules } from '../risk/compile-rules.ts'
import { shownAlone } from '../risk/findings/find.ts'
import type { Finding, FindingLevel } from '../schema/finding.ts'
import { objectOf } from '../schema/tool.ts'
import { keysOfPointer } from '../text/json-pointer.ts'
import { findingWords } from './finding-words.ts'
import { placeOf } from './rationale.ts'
import { plainText, type Segment, segments } from './segments.ts'
import type { SiteTool } from './site.ts'
import { statedBound } from './stated-bound.ts'
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

/**
 * The findings of one tool, ready to print; those that never stand alone are left out where nothing graver is beside them.
 * @param tool given on its own page, so that a path which its definition bounds is not called free.
 */
export function findingRows(
  all: readonly Finding[],
  rules: CompiledRules,
  tool?: Pick<SiteTool, 'tool' | 'proposals'>,
): FindingRows {
  const rows = (which: (one: Finding) => boolean) => all.filter(which).map((one) => row(one, rules))
  return {
    findings: rows((one) => shownAlone(one, all, rules)),
    facts: rows(
      (one) =>
        rules.findings.byId.get(one.rule)?.shown === 'fact' &&
        !(tool && one.rule === 'F-FREE-PATH' && isBound(one, tool)),
    ),
  }
}

function row(finding: Finding, rules: CompiledRules): FindingRow {
  const { rule, level, spans, detail = '' } = finding
  const { title, about } = findingWords(finding, rules)
  const { fix = '', base } = rules.findings.byId.get(rule) ?? {}
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

/** Parameters that are called a path or a file and are a name, a content or a path below a root that the definition names. */
const NO_FREE_PATH =
  /\brelative (?:to|path|directory)\b|\b(?:inside|within) the\b|\bslug\b|\bnamespace\b|\bbase64\b|\bproject path\b|\bpath of the group\b|\bfile ?name (?:of|for)\b|\b(?:desired )?name for the file\b|\bMIME type\b|\bArray of files\b/i
/** Words that take such a bound back. */
const ANYWHERE = /\babsolute\b|\bworking directory\b|\bworkspace\b|\bsave\b/i

/** Whether every path that was seen has a bound in the definition: its own sentence, or a root inside a service. */
function isBound({ spans }: Finding, { tool, proposals: { checked } }: Pick<SiteTool, 'tool' | 'proposals'>): boolean {
  if (statedBound(tool) !== undefined) return true
  const properties = objectOf(objectOf(tool['inputSchema'])?.['properties'])
  const inside = new Set(checked.flatMap(({ family: { id }, parameter }) => (id === 'inside-path' ? [parameter] : [])))
  return spans.every(({ field }) => {
    const [, , name = '', ...deeper] = keysOfPointer(field)
    if (deeper.length > 0) return false
    const told = objectOf(properties?.[name])?.['description']
    const about = typeof told === 'string' ? told : ''
    return inside.has(name) || (NO_FREE_PATH.test(about) && !ANYWHERE.test(about))
  })
}

function baseWords({ hits, of }: { hits: number; of: number }): string {
  const total = of.toLocaleString('en')
  if (hits === 0) return `None of ${total} definitions taken to be benign has it.`
  const one = hits === 1
  return `${hits.toLocaleString('en')} of ${total} definitions taken to be benign ${one ? 'has' : 'have'} it.`
}
