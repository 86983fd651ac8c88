import type { Content } from '../catalogue/read-content.ts'
import { categories, type Verdict, verdicts } from '../schema/category.ts'
import type { Measured } from '../schema/measured.ts'
import type { Orders } from '../schema/orders.ts'
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

/** Figures of one labelled set. */
export interface SetFigures {
  id: string
  title: string
  about: string
  date: string
  size: string
  rows: { label: string; value: string; interval: string }[]
  earlier: string[]
  /** How far two labellers agree; empty where there was one. */
  agreement: string
  confusion: { label: string; cells: { verdict: Verdict; count: number }[] }[]
}

/** How orders to a model are worded, by language. */
export interface Wording {
  /** What is found in sentences beside words. */
  things: { id: string; about: string }[]
  /** Rows of words that make up a finding, in every language that has them. */
  sayings: SayingRow[]
  languages: { name: string; words: { id: string; words: string }[]; sayings: SayingRow[] }[]
}

interface SayingRow {
  rule: string
  says: string[]
}

/** Everything that /method shows. */
export interface MethodPage {
  groups: RuleGroup[]
  wording: Wording
  sets: SetFigures[]
  /** How many tools have which confidence. */
  confidence: { level: string; count: number }[]
  total: number
}

/** The model of the method page. */
export function methodPage(site: Site): MethodPage {
  return {
    groups: groupsOf(site),
    wording: wordingOf(site.content.risk.orders),
    sets: Object.keys(site.content.sets).flatMap((id) => figuresOf(id, site.content)),
    confidence: ['high', 'medium', 'low', 'none'].map((level) => ({
      level,
      count: site.tools.filter(({ assessment }) => assessment.confidence === level).length,
    })),
    total: site.tools.length,
  }
}

function wordingOf({ things, sayings, languages }: Orders): Wording {
  const rows = (all: Orders['sayings']): SayingRow[] =>
    Object.entries(all).map(([rule, ways]) => ({
      rule,
      says: ways.map((way) => {
        if (typeof way === 'string') return way
        return way.unless === undefined ? way.say : `${way.say} (not with: ${way.unless})`
      }),
    }))
  return {
    things: Object.entries(things).map(([id, { about }]) => ({ id, about })),
    sayings: rows(sayings),
    languages: languages.map(({ name, words, sayings: own }) => ({
      name,
      words: Object.entries(words).map(([id, text]) => ({ id, words: text.replaceAll('|', ', ') })),
      sayings: rows(own),
    })),
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

const percent = (fraction: number) => `${(fraction * 100).toFixed(1)} %`

function figuresOf(id: string, { sets, measured }: Content): SetFigures[] {
  const set = sets[id]
  const figures = measured[id]
  if (!set || !figures) return []
  const row = (label: string, share: Measured[string]['strict']) => ({
    label,
    value: percent(share.value),
    interval: `${percent(share.low)} to ${percent(share.high)}`,
  })
  const { high } = figures.confidence
  const earlier = [
    ...(set.first
      ? [
          `${set.first.note}, ${set.first.date}: strict ${percent(set.first.strict)}, lenient ${percent(set.first.lenient)}`,
        ]
      : []),
    ...(set.held
      ? [
          `${set.held.note} (${set.held.n} tools): strict ${percent(set.held.strict)}, lenient ${percent(set.held.lenient)}`,
        ]
      : []),
  ]
  return [
    {
      id,
      title: set.title,
      about: set.about,
      date: figures.date,
      size: `${figures.n} tools of ${figures.servers} servers`,
      rows: [
        row('Equal to the label', figures.strict),
        row('Equal to the label or to an alternate', figures.lenient),
        row('Destructive and Financial tools called so', figures.recallDestructiveFinancial),
        row(`High confidence (${percent(high.share)} of the tools): equal to the label or an alternate`, high.lenient),
        row('With at least one quote', figures.quoted),
        row(`On servers that handle money (${figures.money.n} tools): equal to the label`, figures.money.strict),
      ],
      earlier,
      agreement: set.second
        ? `Of ${set.second.n} tools ${set.second.note} gave ${percent(set.second.same)} the same category (kappa ${set.second.kappa.toFixed(2)}), and ${percent(set.second.accepted)} one that is among the label and its alternates, or the other way round.`
        : '',
      confusion: categories.map((label) => ({
        label,
        cells: verdicts.map((verdict) => ({ verdict, count: figures.confusion[label]?.[verdict] ?? 0 })),
      })),
    },
  ]
}
