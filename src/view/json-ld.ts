import { escapeUnseen } from '../policy/core/escape.ts'
import type { Crumb, PageMetadata } from './metadata.ts'
import { brand } from './site-config.ts'
import { absolute, urls } from './urls.ts'

type Node = { '@type': string } & Record<string, unknown>

/**
 * What a page says of itself as linked data. Source of the terms: schema.org; of what search engines read:
 * developers.google.com/search/docs/appearance/structured-data.
 * @param page its address from the root of the host.
 * @returns undefined where there is nothing to say.
 */
export function jsonLd(
  { title, page, trail }: { title: string; page: string; trail: readonly Crumb[] },
  { article, modified, questions = [], budget = Number.POSITIVE_INFINITY, dataset }: PageMetadata,
): unknown {
  const nodes: Node[] = [
    ...(trail.length > 0 ? [breadcrumbs(trail)] : []),
    ...(page === urls.home() ? [{ '@type': 'WebSite', name: brand().name, url: absolute(page) }] : []),
    ...(article
      ? [{ '@type': 'TechArticle', headline: title, inLanguage: 'en', ...dated(modified) } satisfies Node]
      : []),
    ...(dataset ? [datasetNode(dataset, page)] : []),
  ]
  const asked: Node[] = []
  for (const { ask, answer } of questions) {
    const question = { '@type': 'Question', name: ask, acceptedAnswer: { '@type': 'Answer', text: answer } }
    const text = dataBlock(graph([...nodes, faq([...asked, question])]))
    if (Buffer.byteLength(text) <= budget) asked.push(question)
  }
  if (asked.length > 0) nodes.push(faq(asked))
  return nodes.length > 0 ? graph(nodes) : undefined
}

const graph = (nodes: readonly Node[]) => ({ '@context': 'https://schema.org', '@graph': nodes })
const dated = (modified: string | undefined) => (modified === undefined ? {} : { dateModified: modified })
const faq = (mainEntity: readonly Node[]): Node => ({ '@type': 'FAQPage', mainEntity })

const breadcrumbs = (trail: readonly Crumb[]): Node => ({
  '@type': 'BreadcrumbList',
  itemListElement: [{ label: brand().name, href: urls.home() }, ...trail].map(({ label, href }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name: label,
    ...(href === undefined ? {} : { item: absolute(href) }),
  })),
})

const datasetNode = ({ name, about, modified, files }: NonNullable<PageMetadata['dataset']>, page: string): Node => ({
  '@type': 'Dataset',
  name,
  description: about,
  url: absolute(page),
  ...dated(modified),
  creator: { '@type': 'Organization', name: brand().name },
  isAccessibleForFree: true,
  distribution: files.map(({ type, url }) => ({
    '@type': 'DataDownload',
    encodingFormat: type,
    contentUrl: absolute(url),
  })),
})

/** JSON that stands in a script element: no text in it can end the element, begin a comment, break a line or hide. */
export const dataBlock = (value: unknown): string =>
  escapeUnseen(
    JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
    'json',
  )
