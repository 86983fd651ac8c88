import { origin, urls } from '../urls.ts'
import { type ApiSchemaName, schemaUrl } from './documents.ts'
import { SERVERS_FEED_ABOUT } from './feeds.ts'

/** A file, or files of one form, that the site has for programs. */
export interface MachineFile {
  name: string
  about: string
  /** From the root of the host; `{server}` and `{attack}` stand for an id. */
  url: string
  /** The address of its JSON Schema. */
  schema?: string
  group: 'data' | 'feeds' | 'text' | 'pictures' | 'host'
  /** Set where it needs a site that knows its own address. */
  needsOrigin?: true
}

const json = (name: string, file: string, schema: ApiSchemaName, about: string): MachineFile => ({
  name,
  about,
  url: urls.apiDocument(file),
  schema: schemaUrl(schema),
  group: 'data',
})

/** All that there is for programs, whether or not this build writes it. */
function allFiles(): MachineFile[] {
  return [
    json(
      'Catalogue',
      'index.json',
      'index',
      'Every server with its counts, version and digest, and where everything else is.',
    ),
    {
      ...json(
        'Server',
        'servers/{server}.json',
        'server',
        'A server with its tools. Each tool has its rating, evidence, findings, rules and definition.',
      ),
      url: urls.serverData('{server}'),
    },
    json('Attacks', 'attacks.json', 'attacks', 'Every attack with its steps, sources, standards and CVE records.'),
    json('Techniques', 'techniques.json', 'techniques', 'Ways of attacking, and what to look for in which log.'),
    json('Mitigations', 'mitigations.json', 'mitigations', 'What prevents attacks or limits them.'),
    json('Advisories', 'advisories.json', 'advisories', 'Known vulnerabilities of the packages.'),
    json(
      'Targets',
      'targets.json',
      'targets',
      'Every product that policies are written for, with its capabilities and proofs.',
    ),
    {
      name: 'Tools as CSV',
      about: 'One line a tool, for spreadsheets. Cells that begin like a formula have an apostrophe before them.',
      url: urls.apiDocument('tools.csv'),
      group: 'data',
    },
    json('Tools as NDJSON', 'tools.ndjson', 'tool-row', 'One JSON object a line, with the columns of the CSV file.'),
    {
      name: 'Rules of a server',
      about: 'The rule of every tool in every posture, from which policies are rendered.',
      url: urls.serverRules('{server}'),
      group: 'data',
    },
    {
      name: 'Attacks as STIX 2.1',
      about: 'A bundle of attack patterns, reports, vulnerabilities and courses of action.',
      url: `${urls.attacks()}/stix.json`,
      group: 'data',
    },
    {
      name: 'Attacks as CSV',
      about: 'One line an attack.',
      url: `${urls.attacks()}/all.csv`,
      group: 'data',
    },
    {
      name: 'Detections',
      about: 'Techniques with the logs that show them, and Sigma rules as text.',
      url: urls.techniquesData(),
      group: 'data',
    },
    {
      name: 'ATLAS layer',
      about: 'The attacks as a layer for the ATLAS Navigator.',
      url: `${urls.attacks()}/atlas-layer.json`,
      group: 'data',
    },
    {
      name: 'Advisories as OSV',
      about: 'Known vulnerabilities as scanners take them.',
      url: urls.advisoryOsv('osv'),
      group: 'data',
    },
    {
      name: 'MCP registry',
      about:
        'The servers that npm has, in the form of the MCP registry, version 0.1. The host must serve the .json file at the address without its ending.',
      url: `${urls.registry('servers')}.json`,
      group: 'data',
      needsOrigin: true,
    },
    {
      name: 'Feed of definitions',
      about: SERVERS_FEED_ABOUT,
      url: urls.serversFeed(),
      group: 'feeds',
      needsOrigin: true,
    },
    {
      name: 'Feed of attacks',
      about: 'Attacks that were added, corrected or removed.',
      url: urls.attacksFeed(),
      group: 'feeds',
      needsOrigin: true,
    },
    {
      name: 'Feed of attacks as JSON',
      about: 'Attacks that were added, corrected or removed, as a JSON feed.',
      url: `${urls.attacks()}/feed.json`,
      group: 'feeds',
    },
    { name: 'llms.txt', about: 'What is here and where, for language models.', url: urls.llms(), group: 'text' },
    {
      name: 'Server as Markdown',
      about: 'A server with its tools. Texts of the server are in fenced blocks.',
      url: urls.serverMarkdown('{server}'),
      group: 'text',
    },
    {
      name: 'Attack as Markdown',
      about: 'An attack with its steps and sources.',
      url: urls.attackMarkdown('{attack}'),
      group: 'text',
    },
    {
      name: 'Badge',
      about: 'How many tools of a server have its worst severity, as SVG.',
      url: urls.serverBadge('{server}'),
      group: 'pictures',
    },
    {
      name: 'Sitemap',
      about: 'Every page, in parts of at most 45,000.',
      url: urls.sitemap(),
      group: 'host',
      needsOrigin: true,
    },
    {
      name: 'security.txt',
      about: 'Where to report a vulnerability of this site. It expires one year after the newest snapshot.',
      url: urls.securityText(),
      group: 'host',
    },
  ]
}

/** What this build writes for programs. */
export const machineFiles = (): MachineFile[] => allFiles().filter(({ needsOrigin }) => origin !== '' || !needsOrigin)

/** What this build leaves out, because it does not know the site's own address. */
export const leftOut = (): MachineFile[] => allFiles().filter(({ needsOrigin }) => origin === '' && needsOrigin)
