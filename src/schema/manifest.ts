import { z } from 'zod'

/** Whose data a server holds: people's or an organisation's, anybody's, or what lies on the machine that it runs on. */
export const serverDataSchema = z.enum(['private', 'public', 'own machine'])
export type ServerData = z.output<typeof serverDataSchema>

/** Who publishes a server, as npm and the repository name them. */
const publisherSchema = z.strictObject({
  name: z.string().min(1),
  /**
   * `official`: who runs the service, or makes the program, that the server reaches. `reference`: the Model Context Protocol project,
   * as an example. `community`: anybody else.
   */
  kind: z.enum(['official', 'reference', 'community']),
  /** Whose service or program it reaches, where that is somebody else. */
  service: z.string().min(1).optional(),
})
export type Publisher = z.output<typeof publisherSchema>

/** The people's file about a server: content/servers/<id>.yaml. The file's name is the server's id. */
export const manifestSchema = z.strictObject({
  /** Name as people say it, for example "Playwright". */
  title: z.string().min(1),
  /** One or two sentences in our own words: what the server gives an agent access to. */
  about: z.string().min(1),
  /** npm package, pinned in content/servers/package-lock.json. */
  package: z.string().min(1),
  version: z.string().min(1),
  /** Other ways to start or reach the same server with the same tools; a configuration is matched by them, too. */
  aliases: z
    .strictObject({
      /** Packages of PyPI, in lower case with hyphens. */
      pypi: z.array(z.string().min(1)).optional(),
      /** Images, without tags. */
      images: z.array(z.string().min(1)).optional(),
      /** Names of programs, as an installation leaves them on the path. */
      commands: z.array(z.string().min(1)).optional(),
      /** Hosts of addresses. */
      hosts: z.array(z.string().min(1)).optional(),
    })
    .optional(),
  licence: z.string().min(1),
  /** Who publishes it; without it, pages say nothing about that. */
  publisher: publisherSchema.optional(),
  /** Words of its own README about support, where that is less than its publisher suggests. */
  support: z.string().min(1).optional(),
  /** Public page of the source code, where one is known. */
  repository: z.url().optional(),
  /** Set where nobody maintains the source code any more: since when, and what its authors name in its place. */
  archived: z.strictObject({ since: z.iso.date(), successor: z.url().optional() }).optional(),
  /** Set where its own README ends the package while the repository lives on: its words, and what it names in its place. */
  deprecated: z.strictObject({ says: z.string().min(1), successor: z.url().optional() }).optional(),
  /** File inside the package that Node starts. */
  entry: z.string().min(1),
  /** Arguments. `{WORK}` and `{HOME}` stand for the temporary working directory and home. */
  args: z.array(z.string()).default([]),
  /** Placeholder variables; never a real credential. `{WORK}` and `{HOME}` as in `args`. */
  env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string()).default({}),
  /** The variables that a user must set for the server to start. */
  needs: z.array(z.string()).default([]),
  /** Whose data it holds; without it, a server that demands credentials is taken to hold private data. */
  data: serverDataSchema.optional(),
  /** Whether it reaches a host of code, whose public issues and pull requests strangers can write. */
  codeHost: z.boolean().optional(),
  /** Set where its private data are on the machine that it runs on and not with a service, as for a memory in a file. */
  local: z.literal(true).optional(),
  /** The bounds that the server itself keeps for files of the machine; completes "Files at a path that the caller chooses, …". */
  files: z.string().min(1).optional(),
  /** Why the version stays although an advisory of content/advisories is about it, in one sentence. */
  keptBecause: z.string().min(1).optional(),
  /** Ingest exits with 1 when a required server cannot be listed. */
  required: z.boolean().default(false),
})
export type Manifest = z.output<typeof manifestSchema>

/** A manifest's file name without .yaml; chosen by people, and the server's address. */
export const manifestIdSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
  error: 'must be lower-case words joined by single hyphens, for example "chrome-devtools"',
})
