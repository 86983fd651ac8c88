import { escapeUnseen } from '../policy/core/escape.ts'
import { type Severity, severities } from '../schema/severity.ts'
import { letterOf, OTHER } from './name-letter.ts'
import type { Site, SiteTool } from './site.ts'
import { urls } from './urls.ts'

/** A name of tools with everyone who offers it. */
export interface ToolName {
  label: string
  /** Riskiest first. */
  tools: { server: string; href: string; severity: Severity; category: string }[]
  /** Servers that are not listed, because there are too many. */
  more: number
  /** How the ratings differ, in words; empty where they do not. */
  differs: string
  /** Where the tools stand side by side; undefined for one tool. */
  compare: string | undefined
}

/** One page of names that begin with one letter. */
export interface NamePage {
  letter: string
  page: number
  pages: number
  names: ToolName[]
  /** How many names begin with the letter. */
  total: number
}

/** The page before the lists. */
export interface NamesIndex {
  letters: { letter: string; label: string; count: number; href: string }[]
  names: number
  tools: number
  /** Names that several servers offer and that are not rated alike, those that differ most first. */
  differing: ToolName[]
  /** How many names several servers offer. */
  shared: number
  /** These names, those that most servers offer first; of very many only some. */
  sharedNames: { label: string; servers: number; compare: string }[]
}

/** Names on one page: about 40 kB. */
const PAGE_SIZE = 200
const MAX_OFFERING = 12
const MAX_DIFFERING = 60
const MAX_SHARED = 500

const grouped = new WeakMap<object, Map<string, SiteTool[]>>()

/** All tools by their names exactly as sent, in the order of the lists. */
function byName(site: Pick<Site, 'tools'>): Map<string, SiteTool[]> {
  const known = grouped.get(site.tools)
  if (known) return known
  const found = new Map<string, SiteTool[]>()
  for (const tool of site.tools) {
    const same = found.get(tool.tool.name)
    if (same) same.push(tool)
    else found.set(tool.tool.name, [tool])
  }
  const sorted = new Map([...found].sort(([a], [b]) => compareNames(a, b)))
  grouped.set(site.tools, sorted)
  return sorted
}

/** Without case first, so that a list reads like an alphabet; no locale has a say. */
function compareNames(a: string, b: string): number {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()]
  if (one !== other) return one < other ? -1 : 1
  return a < b ? -1 : 1
}

/** The pages of every letter that has names, in order. */
export function namePages(site: Pick<Site, 'tools'>): NamePage[] {
  return [...byLetter(site)].flatMap(([letter, names]) => {
    const pages = Math.ceil(names.length / PAGE_SIZE)
    return Array.from({ length: pages }, (_, index) => ({
      letter,
      page: index + 1,
      pages,
      names: names.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE).map(toolName),
      total: names.length,
    }))
  })
}

/** Where the lists begin. */
export function namesIndex(site: Pick<Site, 'tools'>): NamesIndex {
  const all = byName(site)
  const several = [...all.values()].filter(isShared)
  const differing = several
    .filter((tools) => spread(tools) > 0)
    .sort((a, b) => spread(b) - spread(a) || b.length - a.length || compareNames(nameOf(a), nameOf(b)))
  return {
    letters: nameLetters(site),
    names: all.size,
    tools: site.tools.length,
    differing: differing.slice(0, MAX_DIFFERING).map(toolName),
    shared: several.length,
    sharedNames: several
      .map((tools) => ({ tools, servers: new Set(tools.map(({ server }) => server.id)).size }))
      .sort((a, b) => b.servers - a.servers || compareNames(nameOf(a.tools), nameOf(b.tools)))
      .slice(0, MAX_SHARED)
      .map(({ tools, servers }) => ({ label: tools[0]?.label ?? '', servers, compare: compareHref(nameOf(tools)) })),
  }
}

/** The letters that have names, with where their lists are. */
export const nameLetters = (site: Pick<Site, 'tools'>): NamesIndex['letters'] =>
  [...byLetter(site)].map(([letter, names]) => ({
    letter,
    label: letterLabel(letter),
    count: names.length,
    href: urls.toolsOf(letter),
  }))

/** A letter as people see it. */
export const letterLabel = (letter: string): string => (letter === OTHER ? 'Other' : letter.toUpperCase())

/** /tools/<letter>.json: for each name its tools, as server and last part of the address. */
export type NamesFile = Record<string, [server: string, slug: string][]>

/** The letters that have names. */
export const lettersOf = (site: Pick<Site, 'tools'>): string[] => [...byLetter(site).keys()]

/** The file of one letter, as JSON with what cannot be seen written as escapes. */
export function namesText(site: Pick<Site, 'tools'>, letter: string): string {
  const names = (byLetter(site).get(letter) ?? []).map((tools) => [
    nameOf(tools),
    tools.map(({ server, slug }) => [server.id, slug]),
  ])
  return escapeUnseen(`${JSON.stringify(Object.fromEntries(names))}\n`, 'json')
}

const lettered = new WeakMap<object, Map<string, SiteTool[][]>>()

function byLetter(site: Pick<Site, 'tools'>): Map<string, SiteTool[][]> {
  const known = lettered.get(site.tools)
  if (known) return known
  const found = new Map<string, SiteTool[][]>()
  for (const [name, tools] of byName(site)) {
    const letter = letterOf(name)
    const same = found.get(letter)
    if (same) same.push(tools)
    else found.set(letter, [tools])
  }
  // Letters, then digits, then what is neither.
  const rank = (letter: string) => (letter === OTHER ? 2 : /\d/.test(letter) ? 1 : 0)
  const sorted = new Map([...found].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)))
  lettered.set(site.tools, sorted)
  return sorted
}

const compareHref = (name: string): string => urls.compare(`names=${encodeURIComponent(name.toWellFormed())}`)
const nameOf = (tools: readonly SiteTool[]): string => tools[0]?.tool.name ?? ''
const rankOf = ({ assessment }: SiteTool): number => severities.indexOf(assessment.severity)

/** Whether more than one server offers the name. */
const isShared = (tools: readonly SiteTool[]): boolean => new Set(tools.map(({ server }) => server.id)).size > 1

/** Steps between the mildest and the gravest rating. */
const spread = (tools: readonly SiteTool[]): number => Math.max(...tools.map(rankOf)) - Math.min(...tools.map(rankOf))

function toolName(tools: readonly SiteTool[]): ToolName {
  const sorted = [...tools].sort((a, b) => rankOf(b) - rankOf(a) || (a.server.id < b.server.id ? -1 : 1))
  const [first, last] = [sorted[0], sorted.at(-1)]
  const name = nameOf(tools)
  return {
    label: first?.label ?? '',
    tools: sorted.slice(0, MAX_OFFERING).map(({ server, href, assessment: { severity, category } }) => ({
      server: server.manifest.title,
      href,
      severity,
      category,
    })),
    more: Math.max(sorted.length - MAX_OFFERING, 0),
    differs: spread(tools) > 0 ? `${last?.assessment.severity} to ${first?.assessment.severity}` : '',
    compare: tools.length > 1 ? compareHref(name) : undefined,
  }
}
