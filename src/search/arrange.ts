import type { Found } from './lookup.ts'
import type { Kind, LookupRecord } from './lookup-record.ts'

/** A page whose text has all of the words. */
export interface TextHit {
  record: LookupRecord
  excerpt: string
}

/** One row as the box shows it. */
export interface Row {
  record: LookupRecord
  excerpt?: string
}

export interface Group {
  title: string
  rows: Row[]
}

/** What the box shows: groups in their order, and a sentence where the results are not what was typed. */
export interface Arranged {
  groups: Group[]
  note: string
}

/** What the chips above the results choose. */
export const filters: Record<string, readonly Kind[]> = {
  All: ['server', 'tool', 'attack', 'target', 'lint', 'guide', 'page'],
  Servers: ['server'],
  Tools: ['tool'],
  Attacks: ['attack'],
  Targets: ['target', 'lint'],
  Guides: ['guide', 'page'],
}

const BEST = 5
const OF_KIND = 8
const OF_ONE_KIND = 40
const TITLES: [string, readonly Kind[]][] = [
  ['Servers', ['server']],
  ['Tools', ['tool']],
  ['Attacks', ['attack']],
  ['Targets and linter', ['target', 'lint']],
  ['Guides and method', ['guide', 'page']],
]

/** Puts results in the order in which they are shown: the best of all first, then the others by kind, then pages by text. */
export function arrange(found: Found, text: readonly TextHit[], filter = 'All'): Arranged {
  const wanted = filters[filter] ?? []
  const names = found.hits.map(({ record }) => record).filter(({ kind }) => wanted.includes(kind))
  const shown = new Set<string>()
  const take = (records: readonly Row[], most: number): Row[] => {
    const rows = records.filter(({ record }) => !shown.has(record.path)).slice(0, most)
    for (const { record } of rows) shown.add(record.path)
    return rows
  }
  const rows = names.map((record): Row => ({ record }))
  const groups: Group[] = []
  const inText = text.filter(({ record }) => wanted.includes(record.kind))
  const isAsTyped = found.by === 'names' || found.by === 'corrected'
  if (!isAsTyped) groups.push({ title: 'In the text', rows: take(inText, OF_KIND) })
  if (found.by === 'some') groups.push({ title: 'Names with some of these words', rows: take(rows, OF_KIND) })
  else if (found.by === 'near') groups.push({ title: 'Names spelled like it', rows: take(rows, OF_KIND) })
  else if (filter !== 'All') groups.push({ title: filter, rows: take(rows, OF_ONE_KIND) })
  else {
    groups.push({ title: 'Best matches', rows: take(rows, BEST) })
    for (const [title, kinds] of TITLES)
      groups.push({
        title,
        rows: take(
          rows.filter(({ record }) => kinds.includes(record.kind)),
          OF_KIND,
        ),
      })
  }
  if (isAsTyped) groups.push({ title: 'In the text', rows: take(inText, OF_KIND) })
  return { groups: groups.filter(({ rows }) => rows.length > 0), note: noteOf(found, text.length > 0) }
}

/** What is said before results that are not for what was typed. */
function noteOf({ by, unknown, used, query }: Found, isInText: boolean): string {
  const typed = `“${query.typed}”`
  if (by === 'corrected') return `No name has ${quoted(unknown)}. These are for “${used.join(' ')}”.`
  if (by === 'some' && unknown.length > 0) return `${typed} is not in the catalogue: no name has ${quoted(unknown)}.`
  if (by === 'some' && isInText) return 'No name has all of these words.'
  if (by === 'some') return `${typed} is not in the catalogue: no name has all of these words.`
  if (by === 'near' || by === 'none') return query.wanted.length === 0 ? '' : `${typed} is not in the catalogue.`
  return ''
}

const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join(' or ')

/** With fewer names than this, or without one that was typed whole, the text of pages is searched, too. */
const FEW = 6

/** Whether names leave something to find: then the text of pages is searched, which costs Pagefind's program. */
export const needsText = ({ by, hits }: Found): boolean =>
  by !== 'names' || hits.length < FEW || (hits[0]?.score ?? 0) < TEXT_BELOW

/** Names that at least begin with what was typed have more. */
const TEXT_BELOW = 780
