import type { Verdict } from '../schema/category.ts'
import type { Severity } from '../schema/severity.ts'
import type { Site, SiteServer, SiteTool } from './site.ts'

/** One page of a long list of tools. */
export interface ToolList {
  tools: SiteTool[]
  /** Counts from 1. */
  page: number
  pages: number
  total: number
}

/** Tools on one page of a list. */
export const PAGE_SIZE = 150

/** Cuts a list into pages; an empty list has one empty page. */
export function paginate(tools: readonly SiteTool[]): ToolList[] {
  const pages = Math.max(1, Math.ceil(tools.length / PAGE_SIZE))
  return Array.from({ length: pages }, (_, index) => ({
    tools: tools.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE),
    page: index + 1,
    pages,
    total: tools.length,
  }))
}

/** Which page of a long list it is, for descriptions, which must differ; empty for the first. */
export const pageWords = ({ page, pages }: ToolList): string => (page === 1 ? '' : `Page ${page} of ${pages}. `)

/** The tools of one category, by server and then as the server sent them. */
export function toolsOfCategory(site: Site, category: Verdict): SiteTool[] {
  return site.tools.filter(({ assessment }) => assessment.category === category)
}

/** The tools of one severity, of the whole site or of one server. */
export function toolsOfSeverity(of: Site | SiteServer, severity: Severity): SiteTool[] {
  return of.tools.filter(({ assessment }) => assessment.severity === severity)
}
