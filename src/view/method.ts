import type { Agreement } from '../schema/review.ts'
import { percent, type SetFigures, setFigures } from './set-figures.ts'
import type { Site } from './site.ts'

/** One rule as the method page prints it; its id is its anchor. */
export interface RuleRow {
  id: string
  about: string
  /** What it speaks for, or what it does to the severity. */
  effect: string
  /** How many tools of this catalogue it decides, or is seen on. */
  tools: number
}

/** Rules of one kind. */
export interface RuleGroup {
  id: string
  title: string
  intro: string
  /** What the column of numbers counts. */
  counted: string
  rows: RuleRow[]
}

/** Everything that /method shows. */
export interface MethodPage {
  groups: RuleGroup[]
  sets: SetFigures[]
  /** How many tools are reviewed, and how far the readers agreed before a third decided. */
  reviews: { sentence: string; agreement: { label: string; value: string }[] }
  /** How many tools have which confidence. */
  confidence: { level: string; count: number }[]
  total: number
}

/** The model of the method page. */
export function methodPage(site: Site): MethodPage {
  return {
    groups: groupsOf(site),
    sets: setFigures(site.content),
    reviews: reviewFigures(site),
    confidence: ['high', 'medium', 'low', 'none'].map((level) => ({
      level,
      count: site.tools.filter(({ assessment }) => assessment.confidence === level).length,
    })),
    total: site.tools.length,
  }
}

function reviewFigures({ content, tools }: Site): MethodPage['reviews'] {
  const reviews = tools.flatMap(({ assessment }) => assessment.reviewed?.review ?? [])
  const runs = [...content.reviews.values()].flatMap(({ made }) => made.map(({ agreement }) => agreement))
  const sum = (count: (agreement: Agreement) => number) => runs.reduce((total, one) => total + count(one), 0)
  const n = sum((one) => one.n)
  const persons = reviews.filter(({ by }) => by === 'person').length
  const traits = sum((one) => one.traits.of)
  const row = (label: string, hits: number, of: number) =>
    of === 0 ? [] : [{ label, value: `${percent(hits / of)} of ${of.toLocaleString('en')}` }]
  return {
    sentence: `In this catalogue ${[
      `${reviews.length.toLocaleString('en')} of ${tools.length.toLocaleString('en')} tools are reviewed`,
      ...(persons > 0 ? [`${persons} of them by a person`] : []),
      ...(reviews.length < tools.length ? ['the others are rated by the classifier alone'] : []),
    ].join(', ')}.`,
    agreement: [
      ...row(
        'The same category',
        sum((one) => one.category),
        n,
      ),
      ...row(
        'The same severity',
        sum((one) => one.severity),
        n,
      ),
      ...row(
        'The same line of the rubric',
        sum((one) => one.line),
        n,
      ),
      ...row(
        'The same answer to whether it can be undone',
        sum((one) => one.irreversible),
        n,
      ),
      ...row(
        'Traits that both name, of those that either names',
        sum((one) => one.traits.same),
        traits,
      ),
    ],
  }
}

function groupsOf({ content: { risk }, tools }: Site): RuleGroup[] {
  const tally = (ids: Iterable<string>) => {
    const counts = new Map<string, number>()
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
    return (id: string) => counts.get(id) ?? 0
  }
  const decides = tally(tools.flatMap(({ assessment }) => assessment.evidence[0]?.rule ?? []))
  const moves = tally(tools.flatMap(({ assessment }) => assessment.moves.map(({ factor }) => factor)))
  const touches = tally(tools.flatMap(({ assessment }) => assessment.traits.map(({ rule }) => rule)))
  const finds = tally(tools.flatMap(({ findings }) => [...new Set(findings.map(({ rule }) => rule))]))
  const signal = (id: string, about: string, effect: string): RuleRow => ({ id, about, effect, tools: decides(id) })
  const points = (all: Partial<Record<string, number>>) =>
    Object.entries(all)
      .map(([category, value]) => `${category}, ${value} points`)
      .join('; ')
  const decided = 'tools for which it is the strongest signal'
  return [
    {
      id: 'general',
      title: 'Words and hints',
      intro: 'How the words of a name, the first sentence and the declared hints are read.',
      counted: decided,
      rows: risk.scoring.signals.map(({ id, about }) => signal(id, about, 'the category of the word')),
    },
    {
      id: 'names',
      title: 'Verbs with their objects',
      intro: 'Pairs in a name that mean something else than the verb alone.',
      counted: decided,
      rows: risk.names.rules.map(({ id, about, category, strength }) =>
        signal(id, about, `${category}, ${strength * risk.scoring.name.perStrength} points`),
      ),
    },
    {
      id: 'phrases',
      title: 'Phrases of descriptions',
      intro: 'What a description says outright. Where a negation stands before it, it does not count.',
      counted: decided,
      rows: risk.descriptions.patterns.map(({ id, about, category, points: value }) =>
        signal(id, about, `${category}, ${value} points`),
      ),
    },
    {
      id: 'parameters',
      title: 'Parameters',
      intro: 'What the schema shows, also inside nested objects and behind references.',
      counted: decided,
      rows: [
        ...risk.parameters.rules.map(({ id, about, points: all }) => signal(id, about, points(all))),
        signal(
          risk.parameters.action.id,
          risk.parameters.action.about,
          `the category of the value, ${risk.parameters.action.points} points`,
        ),
      ],
    },
    {
      id: 'severity',
      title: 'Severity',
      intro:
        'The category has a base; the greatest factor up and the greatest down move it, inside the category’s bounds.',
      counted: 'tools whose severity it moves',
      rows: risk.severity.factors.map(({ id, about, delta, categories: of }) => ({
        id,
        about,
        effect: `${of.join(', ')}: ${delta > 0 ? `${delta} up` : `${-delta} down`}`,
        tools: moves(id),
      })),
    },
    {
      id: 'traits',
      title: 'Traits',
      intro: 'What a tool can touch, beside its category. The first rule of a trait that fits gives the quote.',
      counted: 'tools that it is seen on',
      rows: risk.traits.flatMap(({ label, rules }) =>
        rules.map(({ id, about, categories: of }) => ({
          id,
          about,
          effect: `${label}${of ? ` (${of.join(', ')})` : ''}`,
          tools: touches(id),
        })),
      ),
    },
    {
      id: 'findings',
      title: 'Findings',
      intro:
        'What is worth knowing about the text itself. How common a thing is among harmless definitions decides how loudly it is told.',
      counted: 'tools that it is found on',
      rows: risk.findings.map(({ id, title, about, level, shown, base }) => ({
        id,
        about: `${title}. ${about}${base ? ` Seen on ${base.hits.toLocaleString('en')} of ${base.of.toLocaleString('en')} definitions taken to be benign.` : ''}`,
        effect: shown === 'fact' ? `${level}, a fact` : shown === 'beside' ? `${level}, beside a graver one` : level,
        tools: finds(id),
      })),
    },
  ]
}
