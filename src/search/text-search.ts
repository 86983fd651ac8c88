import type { TextHit } from './arrange.ts'
import type { Kind } from './lookup-record.ts'
import { foldCase, nameTokens } from './name-tokens.ts'
import type { Query } from './parse-query.ts'

/** What is used of Pagefind's own interface. */
interface Pagefind {
  options(options: { excerptLength?: number; baseUrl?: string; ranking?: Record<string, number> }): Promise<void>
  search(term: string): Promise<{ results: { data(): Promise<PagefindPage> }[] }>
}
interface PagefindPage {
  raw_url?: string
  url: string
  content: string
  meta: { title: string; kind: string; about?: string; category?: string; severity?: string; server?: string }
}

const READ = 16
const AROUND = 70
/** Words that belong together are this near to each other, in letters. */
const PASSAGE = 600

/**
 * Search in the text of pages by Pagefind.
 * @param load imports Pagefind's program, once, when the first query comes.
 */
export function createTextSearch(load: () => Promise<unknown>): (query: Query) => Promise<TextHit[]> {
  let started: Promise<Pagefind> | undefined
  const start = async () => {
    const pagefind = (await load()) as Pagefind
    await pagefind.options({ baseUrl: '/' })
    return pagefind
  }
  return async (query) => {
    if (query.wanted.length === 0) return []
    started ??= start()
    const pagefind = await started.catch((error) => {
      started = undefined
      throw error
    })
    const { results } = await pagefind.search(query.wanted.join(' '))
    const pages = await Promise.all(results.slice(0, READ).map((one) => one.data()))
    const stems = query.wanted.map(stem)
    const hits = pages.flatMap((page) => {
      // Pagefind falls back to parts of words and takes words from all over a page. That is no answer: they must be in the title or
      // near each other.
      const titled = nameTokens(page.meta.title)
      const left = stems.filter((one) => !titled.some((word) => word.startsWith(one)))
      const passage = passageWith(page.content, left)
      return passage === undefined ? [] : [{ page, passage, inTitle: stems.length - left.length }]
    })
    return hits
      .map((hit, at) => ({ ...hit, at }))
      .sort((a, b) => b.inTitle - a.inTitle || a.at - b.at)
      .map(({ page, passage }) => toHit(page, passage, stems))
  }
}

/** A word without the endings of number and time, so that “tokens” finds “token”. */
const stem = (word: string): string => (word.length > 4 ? word.replace(/(?:ings?|ed|es|s|e)$/, '') : word)

/** A passage with all of the words, or the beginning of the text where none is wanted; undefined where there is none. */
function passageWith(content: string, stems: readonly string[]): string | undefined {
  for (let from = 0; from === 0 || from < content.length; from += PASSAGE / 2) {
    const passage = content.slice(from, from + PASSAGE)
    const words = new Set(nameTokens(passage))
    const has = (one: string) => words.has(one) || [...words].some((word) => word.startsWith(one))
    if (stems.every(has)) return passage
  }
  return undefined
}

function toHit({ raw_url, url, meta }: PagefindPage, passage: string, stems: readonly string[]): TextHit {
  return {
    record: {
      kind: meta.kind as Kind,
      label: meta.title,
      path: raw_url ?? url,
      aliases: [],
      ...(meta.about ? { about: meta.about } : {}),
      ...(meta.category ? { category: meta.category } : {}),
      ...(meta.severity ? { severity: meta.severity } : {}),
      ...(meta.server ? { server: { id: '', title: meta.server } } : {}),
    },
    excerpt: excerptOf(passage, stems),
  }
}

/** The text around the first of the words. */
function excerptOf(passage: string, stems: readonly string[]): string {
  const folded = foldCase(passage)
  const searched = folded.length === passage.length ? folded : passage.toLowerCase()
  const places = stems.map((one) => searched.indexOf(one)).filter((at) => at >= 0)
  const at = places.length === 0 ? 0 : Math.min(...places)
  const from = at <= AROUND ? 0 : passage.indexOf(' ', at - AROUND) + 1
  const end = from + 2 * AROUND + 20
  const last = end >= passage.length ? passage.length : passage.lastIndexOf(' ', end)
  const part = passage.slice(from, last > from ? last : end)
  return `${from > 0 ? '… ' : ''}${part.trim()}${/[.!?]$/.test(part.trim()) ? '' : ' …'}`
}
