import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folders } from '../catalogue/folder.ts'
import { descriptionOf } from '../schema/tool.ts'
import { lintPages } from '../view/lint-pages.ts'
import { parameters } from '../view/parameters.ts'
import { rubricLines } from '../view/rubric-lines.ts'
import { ruleGroups } from '../view/rule-groups.ts'
import { plainText } from '../view/segments.ts'
import type { Site } from '../view/site.ts'
import { targetList } from '../view/target-page.ts'
import { base, urls } from '../view/urls.ts'
import type { Kind } from './lookup-record.ts'
import { nameTokens } from './name-tokens.ts'

/** One page for the index of texts. */
export interface TextRecord {
  /** From the root of the site, without the path that the site is served under. */
  url: string
  content: string
  meta: { title: string; kind: Kind; about: string; category?: string; severity?: string; server?: string }
}

/**
 * Descriptions of tools are in the index of texts up to so many tools: it names every page in one file, which at ten thousand is
 * about 65 kB. Beyond it tools are found by their names and words alone.
 */
export const MOST_DESCRIBED = 10_000

/** Texts of all pages that are read rather than looked up, and of tools as far as {@link MOST_DESCRIBED}. */
export function* textRecords(site: Site, content = folders().content): Generator<TextRecord> {
  const { attacks, guides, categories } = site.content
  const text = (kind: Kind, title: string, href: string, about: string, ...parts: readonly string[]): TextRecord => ({
    url: href.slice(base.length),
    content: searchable(parts.join(' ')),
    meta: { title: plainText(title), kind, about },
  })
  const body = (folder: string, id: string) => plainMdx(readFileSync(join(content, folder, `${id}.mdx`), 'utf8'))
  for (const { id, title, about } of guides)
    yield text('guide', title, urls.guide(id), 'Guide', about, body('guides', id))
  for (const { id, name, about, products, cves, steps, containment } of attacks.attacks)
    yield text(
      'attack',
      name,
      urls.attack(id),
      'Attack',
      about,
      ...products,
      ...cves,
      ...steps.map((step) => step.text),
      containment.text,
      body('attacks', id),
    )
  for (const { id, name, about } of attacks.techniques)
    yield text('attack', name, urls.technique(id), 'Technique', about, body('techniques', id))
  for (const { id, name, about } of attacks.mitigations)
    yield text('guide', name, urls.mitigation(id), 'Mitigation', about)
  for (const { target, href } of targetList())
    yield text(
      'target',
      target.label,
      href,
      'Target',
      target.about,
      target.fileName('SERVER'),
      ...target.questions.flatMap(({ ask, answer }) => [ask, answer]),
    )
  for (const { id, title, about, fix, href } of lintPages())
    yield text('lint', title, href, `Lint rule ${id}`, about, fix)
  for (const { label, meaning, danger, advice, questions } of Object.values(categories))
    yield text(
      'page',
      label,
      urls.category(label),
      'Category',
      meaning,
      danger,
      advice,
      ...questions.flatMap(({ ask, answer }) => [ask, answer]),
    )
  for (const { id, title, intro, rows } of ruleGroups(site))
    yield text('page', title, urls.rule(`rules-${id}`), 'Method', intro, ...rows.map(({ about }) => about))
  for (const { id, title, about } of rubricLines(site))
    yield text('page', title, urls.rule(`line-${id}`), `Method, line ${id} of the rubric`, about)
  for (const { id, manifest, href } of site.servers)
    yield text('server', manifest.title, href, manifest.package, id, manifest.package, manifest.about)
  if (site.tools.length > MOST_DESCRIBED) return
  for (const { tool, label, server, assessment, href } of site.tools) {
    const names = parameters(tool['inputSchema'])
      .filter(({ depth }) => depth === 0)
      .map(({ name }) => name)
    yield {
      url: href.slice(base.length),
      content: searchable([descriptionOf(tool), ...names].join(' ')),
      meta: {
        title: label,
        kind: 'tool',
        about: '',
        category: assessment.category,
        severity: assessment.severity,
        server: plainText(server.manifest.title),
      },
    }
  }
}

/** One line, with letters of scripts without spaces in pairs after it, as queries are cut. */
function searchable(text: string): string {
  const line = plainText(text.replace(/[\t\n\r ]+/g, ' ')).trim()
  const pairs = nameTokens(line).filter((token) => /[^\x00-\u02ff]/.test(token) && [...token].length === 2)
  return pairs.length === 0 ? line : `${line} ${[...new Set(pairs)].join(' ')}`
}

/** The words of a page in MDX, without its front matter, components and marks. */
export function plainMdx(source: string): string {
  return source
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/^(?:import|export) .*$/gm, ' ')
    .replace(/```[a-z]*\n|```/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\{[^{}]*\}/g, ' ')
    .replace(/\]\([^)]*\)/g, '] ')
    .replace(/[*_`#|[\]]+/g, (marks) => (marks === '_' ? '_' : ' '))
}
