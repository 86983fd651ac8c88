import { inferredOf } from '../schema/assessment.ts'
import { FALLBACK_RULE, severityOfLine } from '../schema/harm.ts'
import type { HarmRules } from '../schema/harm-rules.ts'
import type { Site } from './site.ts'
import { whenWords } from './when-words.ts'

/** One rule as the method page prints it. */
export interface RuleRow {
  id: string
  /** Its anchor on the page. */
  anchor: string
  about: string
  /** The conditions or patterns as the data hold them; empty where the words before say all. */
  when: string
  /** What it speaks for, or where it is looked for. */
  effect: string
  /** How many tools or rules, as the group says. */
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
  /** Whether the table is folded, because it is long. */
  folded: boolean
}

// A longer table is folded.
const LONGEST_OPEN = 30

/**
 * Every rule of the rating, in groups, with how many tools of the catalogue it touches. What is counted is what the classifier
 * infers, also where a review decides.
 */
export function ruleGroups(site: Site): RuleGroup[] {
  return groupsOf(site).map((group) => ({ ...group, folded: group.rows.length > LONGEST_OPEN }))
}

function groupsOf({ content: { risk }, tools }: Site): Omit<RuleGroup, 'folded'>[] {
  const tally = (ids: Iterable<string>) => {
    const counts = new Map<string, number>()
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
    return (id: string) => counts.get(id) ?? 0
  }
  const decides = tally(tools.flatMap(({ assessment }) => assessment.evidence[0]?.rule ?? []))
  const comes = tally(tools.flatMap(({ assessment }) => inferredOf(assessment).harm?.rule ?? []))
  const touches = tally(tools.flatMap(({ assessment }) => assessment.traits.map(({ rule }) => rule)))
  const finds = tally(tools.flatMap(({ findings }) => [...new Set(findings.map(({ rule }) => rule))]))
  const asked = tally(
    [...risk['harm-rules'].rules, ...risk.traits.flatMap(({ rules }) => rules)].flatMap(({ facts, oneOf, unless }) => [
      ...new Set([...(facts ?? []), ...(oneOf ?? []), ...(unless?.facts ?? []), ...(unless?.oneOf ?? [])]),
    ]),
  )
  const signal = (id: string, about: string, effect: string): RuleRow => ({
    id,
    anchor: id,
    about,
    when: '',
    effect,
    tools: decides(id),
  })
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
        'Which line of the rubric an act comes to. For each act the first rule that fits decides, and the most harmful act counts. Rules without a verb are tried on every tool.',
      counted: 'tools whose severity it decides',
      rows: [
        ...risk['harm-rules'].rules.map((rule) => ({
          id: rule.id,
          anchor: rule.id,
          about: rule.about,
          when: whenWords(rule),
          effect: `${severityOfLine(rule.line)}, ${rule.line}`,
          tools: comes(rule.id),
        })),
        {
          id: FALLBACK_RULE,
          anchor: FALLBACK_RULE,
          about: 'No act shows, so the category gives the line.',
          when: '',
          effect: Object.entries(risk['harm-rules'].fallback)
            .map(([category, line]) => `${category} ${line}`)
            .join(', '),
          tools: comes(FALLBACK_RULE),
        },
      ],
    },
    {
      id: 'facts',
      title: 'Facts',
      intro:
        'What the rules for severity and traits ask of the text and of the parameters, with the pattern that answers.',
      counted: 'rules that ask for it',
      rows: risk['harm-rules'].facts.map((fact) => ({
        id: fact.id,
        anchor: `fact-${fact.id}`,
        about: fact.about,
        when: patternsOf(fact),
        effect: PLACES[fact.in],
        tools: asked(fact.id),
      })),
    },
    {
      id: 'traits',
      title: 'Traits',
      intro: 'What a tool can touch, beside its category. The first rule of a trait that fits gives the quote.',
      counted: 'tools that it is seen on',
      rows: risk.traits.flatMap(({ label, rules }) =>
        rules.map((rule) => ({
          id: rule.id,
          anchor: rule.id,
          about: rule.about,
          when: whenWords(rule),
          effect: label,
          tools: touches(rule.id),
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
        anchor: id,
        when: '',
        about: `${title}. ${about}${base ? ` Seen on ${base.hits.toLocaleString('en')} of ${base.of.toLocaleString('en')} definitions taken to be benign.` : ''}`,
        effect:
          shown === 'fact' ? `${level}, a fact` : shown === 'beside' ? `${level}, beside a more serious one` : level,
        tools: finds(id),
      })),
    },
  ]
}

type Fact = HarmRules['facts'][number]

/** Where a fact is looked for. */
const PLACES: Record<Fact['in'], string> = {
  name: 'in the name',
  first: 'in the first sentence',
  lead: 'in the description, before sections such as Args',
  text: 'in the description',
  server: 'in the server’s id',
  data: 'in the server’s manifest',
  any: 'in other facts',
  context: 'in the other tools of the server',
  parameter: 'in the parameters',
}

/** The patterns of a fact as the data hold them. */
function patternsOf(fact: Fact): string {
  if (fact.in === 'data' || fact.in === 'context') return fact.is
  if (fact.in === 'any') return `one of ${fact.of.join(', ')}`
  if (fact.in !== 'parameter') return fact.regex
  const { names, speaks, own, silent } = fact
  return [
    names,
    ...(speaks ? [`the tool speaks of ${speaks}`] : []),
    ...(own ? [`its description speaks of ${own}`] : []),
    ...(silent ? [`nothing speaks of ${silent}`] : []),
  ].join('; ')
}
