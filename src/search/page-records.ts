import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folders } from '../catalogue/folder.ts'
import { verdicts } from '../schema/category.ts'
import { postures } from '../schema/posture.ts'
import { severities } from '../schema/severity.ts'
import { serverAdvisories } from '../view/advisories.ts'
import { lintPages } from '../view/lint-pages.ts'
import { rubricLines } from '../view/rubric-lines.ts'
import { ruleGroups } from '../view/rule-groups.ts'
import type { Site } from '../view/site.ts'
import { targetList } from '../view/target-page.ts'
import { base, urls } from '../view/urls.ts'
import type { PackedPage } from './lookup-record.ts'

/** Sections of the page about the method, by the anchor of each. */
const METHOD: [anchor: string, title: string, ...aliases: string[]][] = [
  ['rubric', 'What severity means', 'Rubric'],
  ['steps', 'From a definition to a rating', 'How ratings are made', 'Confidence', 'Claims'],
  ['second-reading', 'Second reading'],
  ['reviews', 'Reviews'],
  ['figures', 'How well it does', 'Accuracy'],
  ['failures', 'Where it fails'],
  ['wrong', 'A rating is wrong', 'Report a wrong rating'],
  ['rules', 'Every rule of the rating'],
  ['acts', 'Words of acts'],
]

/** Every page that is no server and no tool, with the names that it is found by. */
export function pageRecords(site: Site, content = folders().content): PackedPage[] {
  const { attacks, guides } = site.content
  const page = (
    kind: PackedPage[0],
    label: string,
    href: string,
    aliases: readonly string[] = [],
    about?: string,
  ): PackedPage => {
    const known = [...new Set(aliases)].filter((alias) => alias !== label)
    return [kind, label, href.slice(base.length), known, ...(about === undefined ? [] : [about])] as PackedPage
  }
  const lint = lintPages()
  const byTarget = new Map(targetList().map(({ target }) => [target.id, target.label]))
  return [
    page('page', 'Servers', urls.servers(), ['All servers', 'MCP servers']),
    page('page', 'Attacks', urls.attacks(), ['All attacks', 'Incidents', 'Vulnerabilities']),
    page('page', 'Corrections of the list of attacks', urls.attackChanges()),
    page('page', 'Guides', urls.guides()),
    page('page', 'Tools', urls.tools(), ['All tools', 'Names of tools', 'A to Z']),
    page('page', 'My stack', urls.stack(), ['Stack', 'mcp.json', 'One policy for several servers']),
    page('page', 'Check a policy', urls.check(), ['Check', 'Paste a policy']),
    page('page', 'Rate your own server', urls.yourServer(), ['My server', 'Own server', 'tools/list']),
    page('page', 'Compare servers', urls.compare(), ['Compare', 'Comparison']),
    page('page', 'Interface for programs', urls.api(), ['API', 'JSON', 'CSV', 'Feeds', 'Badges']),
    page('page', 'About', urls.about(), ['Contact', 'Corrections', 'Repository']),
    page('page', 'Categories', urls.categories()),
    page('page', 'Severities', urls.severities(), ['Severity']),
    page('page', 'Targets', urls.targets(), ['Clients', 'Gateways', 'Formats', 'Policy formats']),
    page('page', 'Linter', urls.lint(), ['Lint', 'Policy linter', 'Lint rules']),
    page('page', 'Mitigations', urls.mitigations()),
    page('page', 'Method', urls.method(), ['Methodology']),
    ...verdicts.map((verdict) =>
      page('page', verdict, urls.category(verdict), [`${verdict} tools`, `Category ${verdict}`], 'Category'),
    ),
    ...severities.map((severity) =>
      page('page', severity, urls.severity(severity), [`${severity} severity`, `${severity} risk tools`], 'Severity'),
    ),
    ...METHOD.map(([anchor, title, ...aliases]) =>
      page('page', title, `${urls.method()}#${anchor}`, aliases, 'Method'),
    ),
    ...rubricLines(site).map(({ id, title, severity }) =>
      page('page', title, `${urls.method()}#line-${id}`, [id], `${severity}, line of the rubric`),
    ),
    ...ruleGroups(site).map(({ id, title }) =>
      page('page', title, urls.rule(`rules-${id}`), [], 'Rules of the rating'),
    ),
    ...attacks.attacks.map(({ id, name, cves, products }) =>
      page(
        'attack',
        name,
        urls.attack(id),
        [...cves, ...cves.flatMap((cve) => ghsaOf(attacks, cve)), ...products],
        'Attack',
      ),
    ),
    ...site.servers.flatMap((server) =>
      serverAdvisories(site, server).map(({ advisory: { id, aliases, cve, summary } }) =>
        page(
          'attack',
          summary,
          `${server.href}#advisories`,
          [id, ...aliases, ...(cve ? [cve] : [])],
          `Known vulnerability of ${server.manifest.title}`,
        ),
      ),
    ),
    ...attacks.techniques.map(({ id, name }) => page('attack', name, urls.technique(id), [], 'Technique')),
    ...attacks.mitigations.map(({ id, name }) => page('guide', name, urls.mitigation(id), [], 'Mitigation')),
    ...targetList().map(({ target: { id, label, subject, language }, href }) =>
      page('target', label, href, [id, subject ?? '', language ?? ''].filter(Boolean), 'Target'),
    ),
    ...lint.map(({ id, title, href }) =>
      page('lint', title, href, [id], `Lint rule for ${byTarget.get(id.split('/')[0] as string) ?? id}`),
    ),
    ...guides.map(({ id, title }) => page('guide', title, urls.guide(id), [], 'Guide')),
    ...postures.map((posture) =>
      page('guide', `${posture} posture`, urls.guide('choosing-a-posture'), [posture], 'Posture'),
    ),
    ...glossary(content).map((term) => page('guide', term, urls.guide('glossary'), [], 'Glossary')),
  ]
}

function ghsaOf({ advisories }: Site['content']['attacks'], cve: string): string[] {
  return advisories.filter((one) => one.cve === cve || one.id === cve).flatMap(({ id, aliases }) => [id, ...aliases])
}

/** The words that the glossary explains: those in bold at the beginning of an entry. */
function glossary(content: string): string[] {
  const path = join(content, 'guides/glossary.mdx')
  if (!existsSync(path)) return []
  const text = readFileSync(path, 'utf8')
  return [...text.matchAll(/^- \*\*(.+?)\*\*/gm)].flatMap(([, terms]) => (terms as string).split(', '))
}
