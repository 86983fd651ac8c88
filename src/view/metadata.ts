import type { Attack } from '../schema/attack.ts'
import { attackDay } from './api/sitemap.ts'
import type { Site, SiteServer, SiteTool } from './site.ts'
import { brand } from './site-config.ts'
import { absolute, hasPictures, origin, urls } from './urls.ts'

/** A link of the trail above a page. */
export interface Crumb {
  label: string
  href?: string
}

/** A question that a page answers, with the answer as the page prints it. */
export interface Answered {
  ask: string
  answer: string
}

/** What a page says of itself to other programs, beside its title and description. */
export interface PageMetadata {
  /** Set on pages that explain one thing. */
  article?: true
  /** The server whose picture it shows; else that of the site. */
  server?: string
  /** The day on which what it says last changed. */
  modified?: string
  /** Questions that the page prints. */
  questions?: readonly Answered[]
  /** Most bytes of its data block; questions that do not fit are left out. */
  budget?: number
  /** The same in another form. */
  alternates?: readonly { type: string; title: string; href: string }[]
  /** Set where the page is about the whole catalogue. */
  dataset?: {
    name: string
    about: string
    modified: string | undefined
    files: readonly { type: string; url: string }[]
  }
  /** Set where search engines should not list it. */
  hidden?: true
}

/** Longest title that results of search engines show, and longest description. */
export const MAX_TITLE = 65
export const MAX_DESCRIPTION = 160

/**
 * The title of a page as the browser has it: with the name of the site where there is room. Of a long title with parts the last stays,
 * because it says where the rest belongs.
 */
export function headTitle(title: string): string {
  const whole = `${title} · ${brand().name}`
  if (whole.length <= MAX_TITLE) return whole
  if (title.length <= MAX_TITLE) return title
  const at = title.lastIndexOf(' · ')
  const tail = at < 0 ? '' : title.slice(at)
  return tail.length > 0 && tail.length <= MAX_TITLE / 2
    ? `${cut(title.slice(0, at), MAX_TITLE - tail.length)}${tail}`
    : cut(title, MAX_TITLE)
}

/** A description as search engines show it: whole sentences where they say enough, else words. */
export function headDescription(description: string): string {
  if (description.length <= MAX_DESCRIPTION) return description
  const sentences = /^.*[.!?](?=\s)/s.exec(description.slice(0, MAX_DESCRIPTION + 1))?.[0] ?? ''
  return sentences.length >= MAX_DESCRIPTION / 3 ? sentences : cut(description, MAX_DESCRIPTION)
}

/** As many whole words as fit, and an ellipsis; of one long word a part. */
function cut(text: string, most: number): string {
  const room = text.slice(0, most - 1)
  const words = room.replace(/\s+\S*$/, '')
  const kept = words.length >= most / 2 ? words : room
  return `${kept.replace(/[\ud800-\udbff]$/, '').replace(/[\s,;:·]+$/, '')}…`
}

/** The address of a page from the path under which it is built. */
export const pagePath = (path: string): string => path.replace(/\.html$/, '').replace(/\/index$/, '/')

/** The picture of a page; undefined where there is none, or where its address would not be absolute. */
export const pictureOf = ({ server }: Pick<PageMetadata, 'server'>): string | undefined =>
  hasPictures && origin !== '' ? absolute(urls.picture(server)) : undefined

/** Most bytes of the data block of a tool's page, of which there are many. */
const TOOL_BUDGET = 1_200

/** Of a tool's page. */
export const toolMetadata = (
  { server }: Pick<SiteTool, 'server'>,
  questions: readonly (Answered & { codes: readonly unknown[] })[],
): PageMetadata => ({
  article: true,
  server: server.id,
  modified: server.snapshot.capturedAt,
  // An answer that is code is no text.
  questions: questions.filter(({ answer, codes }) => answer !== '' && codes.length === 0),
  budget: TOOL_BUDGET,
})

/** Of a server's page. */
export const serverMetadata = ({ id, snapshot }: Pick<SiteServer, 'id' | 'snapshot'>): PageMetadata => ({
  server: id,
  modified: snapshot.capturedAt,
  alternates: [
    { type: 'application/json', title: 'Tools as data', href: urls.serverData(id) },
    { type: 'text/markdown', title: 'As Markdown', href: urls.serverMarkdown(id) },
  ],
})

/** Of an attack's page. */
export const attackMetadata = (attack: Attack): PageMetadata => ({
  article: true,
  modified: attackDay(attack),
  alternates: [{ type: 'text/markdown', title: 'As Markdown', href: urls.attackMarkdown(attack.id) }],
})

/** The feed of a list, where the site has one. */
export const feedMetadata = (title: string, href: string): PageMetadata =>
  origin === '' ? {} : { alternates: [{ type: 'application/atom+xml', title, href }] }

/** Of the page about the interface: the catalogue as a data set. */
export function datasetMetadata(site: Pick<Site, 'servers' | 'tools'>): PageMetadata {
  const days = site.servers.map(({ snapshot }) => snapshot.capturedAt).sort()
  return {
    dataset: {
      name: 'Risk ratings of MCP tools',
      about: `Category, severity, evidence and policies of ${site.tools.length.toLocaleString('en')} tools of ${site.servers.length.toLocaleString('en')} MCP servers.`,
      modified: days.at(-1),
      files: [
        { type: 'application/json', url: urls.apiDocument('index.json') },
        { type: 'text/csv', url: urls.apiDocument('tools.csv') },
        { type: 'application/x-ndjson', url: urls.apiDocument('tools.ndjson') },
      ],
    },
  }
}
