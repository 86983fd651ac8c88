import { numberWords } from '../../view/number-words.ts'
import type { RatedTool } from '../../view/stack-ratings.ts'
import type { StackTool } from '../../view/stack-trifecta.ts'
import { make, part } from './elements.ts'

/** A rated tool of a chosen server, with what the policy does with it. */
export interface RatedRow extends RatedTool {
  key: string
  server: string
  title: string
  href: string
  effect: StackTool['effect']
}

const SEVERITIES = ['Critical', 'High', 'Medium', 'Low']
const CATEGORIES = ['Financial', 'Destructive', 'Execute', 'Write', 'Unclassified', 'Read']
const SHAPES: Record<string, string> = { Low: '○', Medium: '◐', High: '●', Critical: '◆' }
/** What a policy does with a tool, as a label. */
export const EFFECTS: Record<NonNullable<StackTool['effect']>, string> = {
  allow: 'Allow',
  limit: 'Allow, limited',
  ask: 'Ask first',
  deny: 'Deny',
  hide: 'Hide',
}

const MAX_SHOWN = 25

/** Tools by severity, then by category, then by name. */
export const riskiestFirst = <T extends RatedRow>(rows: readonly T[]): T[] =>
  [...rows].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category) ||
      (`${a.title} ${a.label}` < `${b.title} ${b.label}` ? -1 : 1),
  )

/** Prints the tools of all servers, riskiest first. */
export function showRatings(root: HTMLElement, rows: readonly RatedRow[]): void {
  const sorted = riskiestFirst(rows)
  const body = part(root, 'tools')
  const more = part<HTMLButtonElement>(root, 'more')
  const show = (count: number) => {
    body.replaceChildren(...sorted.slice(0, count).map(rowOf))
    more.hidden = sorted.length <= count
    more.textContent = `Show all ${numberWords(sorted.length, 'tool')}`
  }
  more.onclick = () => show(sorted.length)
  show(MAX_SHOWN)
}

function rowOf({ severity, label, href, title, category, effect }: RatedRow): HTMLElement {
  return make(
    'tr',
    {},
    make('td', {}, severityWord(severity)),
    make(
      'th',
      { scope: 'row' },
      make('a', { href }, make('code', {}, label)),
      make('span', { class: 'quiet' }, ` ${title}`),
    ),
    make('td', {}, category),
    make('td', {}, effect === undefined ? '' : EFFECTS[effect]),
  )
}

/** A severity by shape, word and colour. */
export const severityWord = (severity: string): HTMLElement =>
  make(
    'span',
    { class: 'severity-word', 'data-severity': severity },
    make('span', { 'aria-hidden': 'true' }, `${SHAPES[severity] ?? ''} `),
    severity,
  )
