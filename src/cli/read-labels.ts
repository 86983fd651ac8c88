import { existsSync, readFileSync } from 'node:fs'
import type { z } from 'zod'
import { toolDigest } from '../catalogue/digest.ts'
import { readSnapshots } from '../catalogue/snapshots.ts'
import type { CompiledRules } from '../risk/compile-rules.ts'
import { type ServerContext, serverContext } from '../risk/server-context.ts'
import type { LabelDefinition } from '../schema/label.ts'
import type { ServerData } from '../schema/manifest.ts'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import type { Json, Tool } from '../schema/tool.ts'
import { type BulkServer, readBulk } from './read-bulk.ts'

/** A label with the definition that it is of, and what the other tools of its server tell about that. */
export interface Labelled<L> {
  label: L
  tool: Tool
  context: ServerContext
}

/** A labelled set, ready to be rated. */
export interface LabelledSet<L> {
  tools: Labelled<L>[]
  /** Lines that name a definition by its digest, where nothing at hand holds that definition. */
  missing: L[]
}

/** Where definitions are looked for. */
export interface DefinitionSources {
  /** Folders of snapshots; a folder that does not exist holds none. */
  catalogues: readonly string[]
  /** A folder of collections, for labels that name one. */
  bulk: string | undefined
  /** Whose data a server of a snapshot holds, as its manifest says. */
  dataOf?: (server: string) => ServerData | undefined
}

/** A server that was found, and what its tools tell about one another. */
interface Found {
  tools: readonly Tool[]
  context: () => ServerContext
}

/**
 * Reads a labelled set. A tool that a snapshot or a collection holds has its siblings there; the others are each other's
 * siblings, server by server. A tool is known in a snapshot by its digest, or by its name and description.
 * @param schema of one line.
 * @throws {ProblemError} with every line that does not fit.
 */
export function readLabels<L extends LabelDefinition>(
  file: string,
  schema: z.ZodType<L>,
  { catalogues, bulk, dataOf }: DefinitionSources,
  rules: CompiledRules,
): LabelledSet<L> {
  const labels = readLines(file, schema)
  const found = (server: string, tools: readonly Tool[], data?: ServerData): Found => {
    let context: ServerContext | undefined
    return {
      tools,
      context: () => {
        context ??= serverContext(server, tools, rules, data)
        return context
      },
    }
  }
  const wanted = new Set(labels.map(({ server }) => server))
  const snapshots = catalogues.flatMap(readSnapshots).filter(({ id }) => wanted.has(id))
  const inSnapshots = snapshots.map(({ id, tools }) => ({ server: id, own: found(id, tools, dataOf?.(id)) }))
  const collected = labels.some(({ source }) => source !== undefined) ? collections(bulk) : []
  const inCollections = collected
    .filter(({ server }) => wanted.has(server))
    .map(({ server, source, tools }) => ({ server, source, own: found(server, tools) }))
  const byDigest = index([...inSnapshots, ...inCollections], toolDigest)
  const byText = index(inSnapshots, (tool) => textKey(tool.name, tool['description']))
  const inline = Map.groupBy(
    labels.filter(({ digest }) => digest === undefined),
    ({ server }) => server,
  )
  const inFile = new Map([...inline].map(([server, own]) => [server, found(server, own.map(toolOf))]))

  const tools: Labelled<L>[] = []
  const missing: L[] = []
  for (const label of labels) {
    const { server, source, digest } = label
    if (digest === undefined) {
      const beside = byText.get(placeKey(server, source, textKey(label.tool, label.description ?? undefined)))
      const context = (beside?.own ?? (inFile.get(server) as Found)).context()
      tools.push({ label, tool: toolOf(label), context })
      continue
    }
    const joined = byDigest.get(placeKey(server, source, digest))
    if (joined) tools.push({ label, tool: joined.tool, context: joined.own.context() })
    else missing.push(label)
  }
  return { tools, missing }
}

/** The servers of the collections; none where nobody said where they are. */
function collections(bulk: string | undefined): BulkServer[] {
  return bulk === undefined || !existsSync(bulk) ? [] : readBulk(bulk)
}

function index(
  servers: readonly { server: string; source?: string | undefined; own: Found }[],
  keyOf: (tool: Tool) => string,
): Map<string, { tool: Tool; own: Found }> {
  return new Map(
    servers.flatMap(({ server, source, own }) =>
      own.tools.map((tool) => [placeKey(server, source, keyOf(tool)), { tool, own }] as const),
    ),
  )
}

const placeKey = (server: string, source: string | undefined, key: string) =>
  JSON.stringify([source ?? '', server, key])
const textKey = (name: string, description: Json | undefined) => JSON.stringify([name, description ?? null])

function readLines<L>(file: string, schema: z.ZodType<L>): L[] {
  if (!existsSync(file))
    throw new ProblemError([
      { where: file, what: 'there is no such file', fix: 'Name a file with one label a line, as JSON.' },
    ])
  const problems: Problem[] = []
  const labels: L[] = []
  const lines = readFileSync(file, 'utf8').split('\n')
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const where = `${file}:${index + 1}`
    try {
      labels.push(parse(schema, JSON.parse(line), where, 'Correct the line.'))
    } catch (error) {
      if (error instanceof ProblemError) problems.push(...error.problems)
      else problems.push({ where, what: 'the line is not JSON', fix: 'Write one JSON object a line.' })
    }
  }
  if (labels.length === 0 && problems.length === 0)
    problems.push({ where: file, what: 'it holds no label', fix: 'Write one JSON object a line.' })
  if (problems.length > 0) throw new ProblemError(problems)
  return labels
}

function toolOf({ tool, description, inputSchema, annotations }: LabelDefinition): Tool {
  const member = (name: string, value: Json | null | undefined) => (value == null ? {} : { [name]: value })
  return {
    name: tool,
    ...member('description', description),
    ...member('inputSchema', inputSchema),
    ...member('annotations', annotations),
  } as Tool
}
