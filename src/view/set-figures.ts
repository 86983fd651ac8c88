import type { Content } from '../catalogue/read-content.ts'
import { categories, type Verdict, verdicts } from '../schema/category.ts'
import type { CategoryFigures, HarmFigures, Sets } from '../schema/measured.ts'

/** One figure as a page prints it. */
interface FigureRow {
  label: string
  value: string
  interval: string
}

/** Figures of one labelled set. */
export interface SetFigures {
  id: string
  title: string
  about: string
  /** How many tools were rated and when; or that they were not. */
  measured: string
  rows: FigureRow[]
  earlier: string[]
  /** How far two readers agree; empty where there was one. */
  agreement: string
  /** Labels against answers; empty for a set that is labelled by harm. */
  confusion: { label: string; cells: { verdict: Verdict; count: number }[] }[]
}

type Share = CategoryFigures['strict']

/** A fraction of 1 as per cent. */
export const percent = (fraction: number) => `${(fraction * 100).toFixed(1)} %`

/** The labelled sets in the order of content/evaluation/sets.yaml; a sealed one also before it was rated. */
export function setFigures({
  sets,
  measured,
  guardedDigest,
}: Pick<Content, 'sets' | 'measured' | 'guardedDigest'>): SetFigures[] {
  return Object.entries(sets).flatMap(([id, set]) => {
    const { category, harm } = measured[id] ?? {}
    const figures = set.labels === 'harm' ? harm : category
    if (!figures && !set.sealed) return []
    return [
      {
        id,
        title: set.title,
        about: set.about,
        measured: figures
          ? `${figures.n} tools of ${figures.servers} servers, ${set.sealed ? 'rated once, on' : 'measured on'} ${figures.date}${set.sealed && figures.rules !== guardedDigest ? ', with the rules of that day; they have changed since' : ''}`
          : 'Not rated yet: it is rated once, after the rules are final.',
        rows: set.labels === 'harm' ? (harm ? harmRows(harm) : []) : category ? categoryRows(category) : [],
        earlier: earlierRuns(set),
        agreement: agreementWords(set),
        confusion: set.labels === 'category' && category ? confusionOf(category) : [],
      },
    ]
  })
}

const row = (label: string, { value, low, high }: Share): FigureRow => ({
  label,
  value: percent(value),
  interval: `${percent(low)} to ${percent(high)}`,
})

function categoryRows(figures: CategoryFigures): FigureRow[] {
  const { high } = figures.confidence
  return [
    row('Equal to the label', figures.strict),
    row('Equal to the label or to an alternate', figures.lenient),
    row('Destructive and Financial tools called so', figures.recallDestructiveFinancial),
    row(
      `High confidence before the second reading (${percent(high.share)} of the tools): equal to the label or an alternate`,
      high.lenient,
    ),
    row('With at least one quote', figures.quoted),
    row(`On servers that handle money (${figures.money.n} tools): equal to the label`, figures.money.strict),
  ]
}

function harmRows(figures: HarmFigures): FigureRow[] {
  const { unsafe, traits, category } = figures
  return [
    row('Severity: equal to the label', figures.exact),
    row('Severity: one that a reader accepts', figures.accepted),
    row('Severity: above every one that a reader accepts', figures.tooHigh),
    row('Severity: below every one that a reader accepts', figures.tooLow),
    row('Guarded rule: as the label wants', figures.effect),
    row(`Guarded rule: allows, though the label says ask or deny (${unsafe.n} tools)`, unsafe),
    row('Whether it can be undone: equal to the label', figures.irreversible),
    row('Traits: of those that the rating names, named by a reader', traits.precision),
    row('Traits: of those that all readers name, named by the rating', traits.recall),
    ...(category.n > 0
      ? [
          row(`Category: equal to the label (${category.n} tools)`, category.strict),
          row('Category: equal to the label or to an alternate', category.lenient),
        ]
      : []),
  ]
}

function confusionOf(figures: CategoryFigures): SetFigures['confusion'] {
  return categories.map((label) => ({
    label,
    cells: verdicts.map((verdict) => ({ verdict, count: figures.confusion[label]?.[verdict] ?? 0 })),
  }))
}

function earlierRuns({ first, held }: Sets[string]): string[] {
  return [
    ...(first
      ? [`${first.note}, ${first.date}: strict ${percent(first.strict)}, lenient ${percent(first.lenient)}`]
      : []),
    ...(held
      ? [`${held.note} (${held.n} tools): strict ${percent(held.strict)}, lenient ${percent(held.lenient)}`]
      : []),
  ]
}

function agreementWords({ second, readers }: Sets[string]): string {
  return [
    ...(second
      ? [
          `Of ${second.n} tools ${second.note} gave ${percent(second.same)} the same category (kappa ${second.kappa.toFixed(2)}), and ${percent(second.accepted)} one that is among the label and its alternates, or the other way round.`,
        ]
      : []),
    ...(readers
      ? [
          `Two readers, apart from each other, gave ${percent(readers.severity)} of ${readers.n} tools the same severity${readers.kappa === undefined ? '' : ` (kappa ${readers.kappa.toFixed(2)})`} and ${percent(readers.category)} the same category.`,
        ]
      : []),
  ].join(' ')
}
