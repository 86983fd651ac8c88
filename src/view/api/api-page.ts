import { severities } from '../../schema/severity.ts'
import { counts } from '../counts.ts'
import { policyFile } from '../policy-file.ts'
import type { Site, SiteServer } from '../site.ts'
import { brand } from '../site-config.ts'
import { targetList } from '../target-page.ts'
import { origin, urls } from '../urls.ts'
import { leftOut, type MachineFile, machineFiles } from './machine-files.ts'
import { markdownText } from './markdown.ts'

/** One file, or files of one form, as the page lists it. */
export interface ApiRow {
  name: string
  about: string
  /** The address as a reader types it; with braces where an id goes. */
  address: string
  /** A file of this form. */
  href: string
  /** The page of its schema. */
  schema?: string
}

/** A command that a reader can copy. */
export interface ApiExample {
  what: string
  code: string
}

/** Everything that /api shows. */
export interface ApiPage {
  groups: { id: string; title: string; rows: ApiRow[] }[]
  /** What this build does not have, because it does not know the site's own address. */
  missing: string[]
  /** What stands for the host in addresses; empty where they have the true one. */
  placeholder: string
  /** Whether this build can be read as an MCP registry. */
  registry: boolean
  examples: ApiExample[]
  /** The snippet for a badge. */
  badge: string
}

const GROUPS: Record<MachineFile['group'], string> = {
  data: 'Data',
  feeds: 'Feeds',
  text: 'Text for language models',
  pictures: 'Badges',
  host: 'For search engines and reporters',
}

/** What stands for the host where the build does not know it. */
const HOST = 'https://YOUR-HOST'

/** The model of the page about the interface. */
export function apiPage(site: Site): ApiPage {
  const { servers, content } = site
  const example = worst(servers)
  const attack = content.attacks.attacks[0]?.id ?? ''
  const row = ({ name, about, url, schema }: MachineFile): ApiRow => ({
    name,
    about,
    address: typed(url),
    href: url.replace('{server}', example?.id ?? '').replace('{attack}', attack),
    ...(schema === undefined ? {} : { schema: schema.slice(origin.length) }),
  })
  const files = machineFiles()
  return {
    groups: (Object.keys(GROUPS) as MachineFile['group'][]).flatMap((group) => {
      const rows = files.filter((one) => one.group === group).map(row)
      return rows.length > 0 ? [{ id: group, title: GROUPS[group], rows }] : []
    }),
    missing: leftOut().map(({ name }) => name),
    placeholder: origin === '' ? HOST : '',
    registry: origin !== '',
    examples: example ? examples(example) : [],
    badge: example
      ? `[![${markdownText(brand().name)}](${typed(urls.serverBadge(example.id))})](${typed(example.href)})`
      : '',
  }
}

const typed = (url: string) => `${origin === '' ? HOST : origin}${url}`

/** The server with the most tools of the worst severity; of several the first. */
function worst(servers: readonly SiteServer[]): SiteServer | undefined {
  const grave = ({ tools }: SiteServer) => counts(tools).severities[severities.at(-1) as 'Critical']
  return servers.toSorted((a, b) => grave(b) - grave(a))[0]
}

/** Commands for a shell. A test runs each of them on a built site. */
function examples({ id }: SiteServer): ApiExample[] {
  const target = targetList().find(({ target: { listsAllowed } }) => !listsAllowed)?.target
  const codex = targetList().find((one) => one.target.id === 'codex')?.target ?? target
  return [
    { what: 'The whole catalogue', code: `curl -s ${typed(urls.apiDocument('index.json'))}` },
    {
      what: 'The critical tools of one server',
      code: `node -e "fetch('${typed(urls.serverData(id))}').then((r) => r.json()).then(({ tools }) => tools.filter((t) => t.severity === 'Critical').forEach((t) => console.log(t.name)))"`,
    },
    {
      what: 'The words that led to each rating',
      code: `node -e "fetch('${typed(urls.serverData(id))}').then((r) => r.json()).then(({ tools }) => tools.forEach((t) => console.log(t.name, t.category, t.evidence.map((e) => e.quote).join(' / '))))"`,
    },
    {
      what: 'Whether a server changed: keep the digest, and compare it the next time',
      code: `node -e "fetch('${typed(urls.apiDocument('index.json'))}').then((r) => r.json()).then(({ servers }) => console.log(servers.find((s) => s.id === '${id}').digest))"`,
    },
    ...(codex
      ? [
          {
            what: `The read-only policy of one server for ${codex.label}`,
            code: `curl -s ${typed(urls.serverPolicy(id, policyFile(codex, 'read-only')))}`,
          },
        ]
      : []),
    { what: 'One server for a language model', code: `curl -s ${typed(urls.serverMarkdown(id))}` },
    { what: 'Every tool in a line', code: `curl -s ${typed(urls.apiDocument('tools.csv'))}` },
  ]
}
