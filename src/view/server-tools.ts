import type { Verdict } from '../schema/category.ts'
import { type Severity, severities } from '../schema/severity.ts'
import { type HintName, hintNames } from '../schema/tool.ts'
import type { TraitId } from '../schema/trait.ts'
import { upperFirst } from '../text/upper-first.ts'
import type { Setting } from './deed-words.ts'
import { ruleWords } from './rule-words.ts'
import { DELETES } from './server-verdict.ts'
import { actSentence, decidedBy } from './severity-sentence.ts'
import type { Site, SiteServer, SiteTool } from './site.ts'
import { worstFirst } from './worst-first.ts'

/** One tool as a row of its server's table. */
export interface ServerToolRow {
  label: string
  slug: string
  href: string
  /** What one call does, as a sentence. */
  does: string
  /** What guarded does with it. */
  guarded: string
  category: Verdict
  severity: Severity
  /** What the filters compare. */
  confidence: string
  traits: readonly (TraitId | typeof DELETES)[]
  /** Hints that the server declares as true, or "none" where it declares nothing. */
  hints: readonly string[]
}

/** One choice of a filter. */
export interface FilterOption {
  value: string
  label: string
  count: number
}

/** The tools of a server, riskiest first, with what they can be filtered by. */
export interface ServerTools {
  rows: ServerToolRow[]
  /** Choices that at least one tool has. */
  filters: { name: 'category' | 'severity' | 'trait' | 'confidence' | 'hint'; label: string; options: FilterOption[] }[]
}

const HINTS: Record<HintName, string> = {
  readOnlyHint: 'declares read-only',
  destructiveHint: 'declares destructive',
  idempotentHint: 'declares idempotent',
  openWorldHint: 'declares open world',
}
const HINTLESS = 'none'

/** The table of a server's tools. */
export function serverTools({ content }: Site, { manifest, tools }: SiteServer): ServerTools {
  const { rubric, traits } = content.risk
  const setting: Setting = { sayings: content.questions.acts, server: manifest }
  const rows = tools
    .map((tool) => rowOf(tool, rubric, setting))
    .toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || (a.label < b.label ? -1 : 1))
  const options = (
    values: readonly { value: string; label: string }[],
    of: (row: ServerToolRow) => readonly string[],
  ) =>
    values.flatMap((one) => {
      const count = rows.filter((row) => of(row).includes(one.value)).length
      return count === 0 ? [] : [{ ...one, count }]
    })
  const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }))
  return {
    rows,
    filters: [
      {
        name: 'severity',
        label: 'Severity',
        options: options(plain(worstFirst), ({ severity }) => [severity]),
      },
      {
        name: 'category',
        label: 'Category',
        options: options(plain([...new Set(rows.map(({ category }) => category))]), ({ category }) => [category]),
      },
      {
        name: 'trait',
        label: 'What it can touch',
        options: options(
          [
            { value: DELETES, label: 'Deletes one thing or many' },
            ...traits.map(({ id, label }) => ({ value: id, label: upperFirst(label) })),
          ],
          ({ traits }) => traits,
        ),
      },
      {
        name: 'confidence',
        label: 'Confidence',
        options: options(plain(['high', 'medium', 'low']), ({ confidence }) => [confidence]),
      },
      {
        name: 'hint',
        label: 'Hints',
        options: options(
          [
            ...hintNames.map((name) => ({ value: name, label: HINTS[name] })),
            { value: HINTLESS, label: 'declares nothing' },
          ],
          ({ hints }) => hints,
        ),
      },
    ],
  }
}

function rowOf(
  { label, slug, href, assessment, rule, tool }: SiteTool,
  rubric: Site['content']['risk']['rubric'],
  setting: Setting,
): ServerToolRow {
  const { category, severity, confidence, traits, hints } = assessment
  const decided = decidedBy(assessment)
  const declared = hintNames.filter((name) => hints[name] === true)
  const silent = hintNames.every((name) => hints[name] === undefined)
  return {
    label,
    slug,
    href,
    does: decided
      ? actSentence(decided, assessment, rubric, { ...setting, tool })
      : 'The definition does not show what it does.',
    guarded: ruleWords(rule),
    category,
    severity,
    confidence,
    traits: withDeletes(traits.map(({ trait }) => trait)),
    hints: silent ? [HINTLESS] : declared,
  }
}

/** The traits, with one word for both of those that delete. */
const withDeletes = (traits: readonly TraitId[]): ServerToolRow['traits'] =>
  traits.includes('deletes-one') || traits.includes('deletes-container') ? [DELETES, ...traits] : traits
