import type { Site, SiteServer } from '../site.ts'
import { absolute, origin, urls } from '../urls.ts'

/** The format of server.json. Source: github.com/modelcontextprotocol/registry, docs/reference/server-json, 2025-12-11. */
const SCHEMA = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'
const LONGEST_DESCRIPTION = 100
const LONGEST_TITLE = 100
/** Variables whose names say that they hold a secret. */
const SECRET = /TOKEN|KEY|SECRET|PASS|CREDENTIAL|_PAT$|DSN|DATABASE_URI|CONNECTION/

/** An entry of the MCP registry's lists. */
export interface RegistryEntry {
  server: {
    $schema: string
    name: string
    title: string
    description: string
    version: string
    websiteUrl: string
    repository?: { url: string; source: string }
    packages: {
      registryType: string
      registryBaseUrl: string
      identifier: string
      version: string
      transport: { type: string }
      environmentVariables?: { name: string; isRequired: boolean; isSecret?: boolean }[]
    }[]
  }
  _meta: Record<string, unknown>
}

/** The address of the name space that the site's own host stands for: docs.example.org is org.example.docs. */
export const namespaceOf = (site: string): string => new URL(site).hostname.split('.').reverse().join('.')

/**
 * The servers that npm has, as a registry of version 0.1 lists them. Their names are in the name space of this site: those that
 * publishers have chosen in the official registry are not known here.
 * @param site the site's own address; without it there is no name space, and so no list.
 */
export function registryEntries({ servers }: Pick<Site, 'servers'>, site = origin): RegistryEntry[] {
  if (site === '') return []
  return servers
    .filter(({ snapshot }) => snapshot.source.kind === 'package')
    .map((one) => entryOf(one, namespaceOf(site)))
}

function entryOf({ id, manifest, href }: SiteServer, namespace: string): RegistryEntry {
  const { title, about, package: identifier, version, repository, needs } = manifest
  const host = /^https:\/\/(github|gitlab)\.com\//.exec(repository ?? '')?.[1]
  return {
    server: {
      $schema: SCHEMA,
      name: `${namespace}/${id}`,
      title: cut(title, LONGEST_TITLE),
      description: cut(about, LONGEST_DESCRIPTION),
      version,
      websiteUrl: absolute(href),
      ...(host === undefined ? {} : { repository: { url: repository as string, source: host } }),
      packages: [
        {
          registryType: 'npm',
          registryBaseUrl: 'https://registry.npmjs.org',
          identifier,
          version,
          transport: { type: 'stdio' },
          ...(needs.length === 0
            ? {}
            : {
                environmentVariables: needs.map((name) => ({
                  name,
                  isRequired: true,
                  ...(SECRET.test(name) ? { isSecret: true } : {}),
                })),
              }),
        },
      ],
    },
    _meta: {},
  }
}

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/\s+\S*$/, '')}…`

/**
 * The files of the registry by their address, each with `.json` behind the path that clients ask for. A host must serve them without it.
 * Source of the paths: the registry's openapi.yaml, and docs.github.com, "Configure an MCP registry".
 */
export function registryFiles(site: Pick<Site, 'servers'>): Map<string, unknown> {
  const entries = registryEntries(site)
  const files = new Map<string, unknown>()
  if (entries.length === 0) return files
  files.set(`${urls.registry('servers')}.json`, { servers: entries, metadata: { count: entries.length } })
  for (const entry of entries) {
    const { name, version } = entry.server
    for (const path of [...new Set(['latest', version])])
      files.set(`${urls.registry(`servers/${name}/versions/${encodeURIComponent(path)}`)}.json`, entry)
  }
  return files
}
