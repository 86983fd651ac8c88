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
    const hits = pages.flatMap((page) => {
      // Pagefind falls back to parts of words; a page that lacks one of the words is no answer.
      const words = [...new Set(nameTokens(`${page.meta.title} ${page.content}`))]
      if (!query.wanted.every((word) => words.some((one) => one.startsWith(stem(word))))) return []
      const titled = nameTokens(page.meta.title)
      const inTitle = query.wanted.filter((word) => titled.some((one) => one.startsWith(stem(word)))).length
      return [{ page, inTitle }]
    })
    return hits
      .map((hit, at) => ({ ...hit, at }))
      .sort((a, b) => b.inTitle - a.inTitle || a.at - b.at)
      .map(({ page }) => toHit(page, query))
  }
}

/** A word without the endings of number and time, so that “tokens” finds “token”. */
const stem = (word: string): string => (word.length > 4 ? word.replace(/(?:ings?|ed|es|s|e)$/, '') : word)

function toHit({ raw_url, url, content, meta }: PagefindPage, query: Query): TextHit {
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
    excerpt: excerptOf(content, query.wanted),
  }
}

/** The text around the first of the words. */
function excerptOf(content: string, words: readonly string[]): string {
  const folded = foldCase(content)
  const same = folded.length === content.length ? folded : content.toLowerCase()
  const places = words.map((word) => same.indexOf(stem(word))).filter((at) => at >= 0)
  const at = places.length === 0 ? 0 : Math.min(...places)
  const from = at <= AROUND ? 0 : content.indexOf(' ', at - AROUND) + 1
  const part = content.slice(from, from + 2 * AROUND + 20).trim()
  return `${from > 0 ? '… ' : ''}${part}${from + part.length < content.length ? ' …' : ''}`
}
