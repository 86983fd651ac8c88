import { type Posture, postures } from '../schema/posture.ts'
import { objectOf } from '../schema/tool.ts'
import { postureClauses } from './posture-effects.ts'
import { ruleWords } from './rule-words.ts'
import type { RulesFile } from './rules-file.ts'
import { plainText } from './segments.ts'
import type { RatedTool, RatingsFile } from './stack-ratings.ts'

/** One server or tool as a column: its facts by the title of the row. */
export interface CompareColumn {
  title: string
  /** Beside the title: whose tool it is, or which version. */
  about: string
  /** A text for each row; severities are told apart from other words. */
  rows: { row: string; text: string; severity?: boolean }[]
}

const LEGS = {
  private: 'Private data',
  untrusted: 'Untrusted content',
  outward: 'A way out',
} as const

const SEVERITIES = ['Critical', 'High', 'Medium', 'Low']
const MAX_ARGUMENTS = 30

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** A server beside others. */
export function serverColumn({ title, version, tools }: RatingsFile, rules: RulesFile): CompareColumn {
  return {
    title,
    about: version,
    rows: [
      { row: 'Tools', text: String(tools.length) },
      ...SEVERITIES.map((severity) => ({
        row: severity,
        text: String(tools.filter((tool) => tool.severity === severity).length),
      })),
      ...legRows((leg) => {
        const count = tools.filter(({ legs }) => legs[leg] !== undefined).length
        return count === 1 ? '1 tool' : `${count} tools`
      }),
      ...postures.map((posture) => ({ row: upperFirst(posture), text: countsOf(rules, posture) })),
    ],
  }
}

/** One tool beside others. */
export function toolColumn(ratings: RatingsFile, tool: RatedTool, rules: RulesFile): CompareColumn {
  const own = rules.tools.find(({ slug }) => slug === tool.slug)
  const schema = objectOf(own?.tool['inputSchema'])
  const required = Array.isArray(schema?.['required'])
    ? schema['required'].filter((name) => typeof name === 'string')
    : []
  const others = Object.keys(objectOf(schema?.['properties']) ?? {}).filter((name) => !required.includes(name))
  return {
    title: tool.label,
    about: ratings.title,
    rows: [
      { row: 'Severity', text: tool.severity, severity: true },
      { row: 'Category', text: tool.category },
      { row: 'Why', text: own?.rules.guarded.reason ?? '' },
      ...legRows((leg) => {
        const words = tool.legs[leg]
        return words === undefined ? 'No' : words === '' ? 'Yes, by the reviewers' : `Yes: ${words}`
      }),
      { row: 'Required arguments', text: listed(required) },
      { row: 'Other arguments', text: listed(others) },
      ...postures.map((posture) => ({ row: upperFirst(posture), text: own ? ruleWords(own.rules[posture]) : '' })),
    ],
  }
}

/** Names that all servers offer, with the tool of each; in the order of the first. */
export function sharedTools(servers: readonly RatingsFile[]): { label: string; tools: RatedTool[] }[] {
  const [first, ...others] = servers
  return (first?.tools ?? []).flatMap((tool) => {
    const same = others.flatMap(({ tools }) => tools.find(({ name }) => name === tool.name) ?? [])
    return same.length === others.length && others.length > 0 ? [{ label: tool.label, tools: [tool, ...same] }] : []
  })
}

const legRows = (textOf: (leg: keyof typeof LEGS) => string) =>
  (Object.keys(LEGS) as (keyof typeof LEGS)[]).map((leg) => ({ row: LEGS[leg], text: textOf(leg) }))

const countsOf = ({ tools }: RulesFile, posture: Posture): string =>
  postureClauses(
    posture,
    tools.map(({ rules }) => rules[posture]),
  ).join(', ')

const listed = (names: readonly string[]): string =>
  names.length === 0
    ? 'None'
    : `${names.slice(0, MAX_ARGUMENTS).map(plainText).join(', ')}${names.length > MAX_ARGUMENTS ? ` and ${names.length - MAX_ARGUMENTS} more` : ''}`
