import { existsSync, readFileSync } from 'node:fs'
import { toolDigest } from '../catalogue/digest.ts'
import { readSnapshots } from '../catalogue/snapshots.ts'
import type { CompiledRules } from '../risk/compile-rules.ts'
import type { LabelledTool } from '../risk/evaluation/evaluate.ts'
import { serverContext } from '../risk/server-context.ts'
import { type Label, labelSchema } from '../schema/label.ts'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import type { Snapshot } from '../schema/snapshot.ts'
import type { Json, Tool } from '../schema/tool.ts'

/** A labelled set, ready to be rated. */
export interface LabelledSet {
  tools: LabelledTool[]
  /** Lines that name a definition by its digest, where no snapshot holds that definition. */
  missing: Label[]
}

/**
 * Reads a labelled set. Tools of one server that stand in the file are each other's siblings; a tool that is named by its
 * digest has the siblings of its snapshot.
 * @param catalogues folders of snapshots to look for digests in; a folder that does not exist holds none.
 * @throws {ProblemError} with every line that does not fit.
 */
export function readLabels(file: string, catalogues: readonly string[], rules: CompiledRules): LabelledSet {
  const labels = readLines(file)
  const inline = labels.filter(({ digest }) => digest === undefined)
  const byDigest = new Map<string, { snapshot: Snapshot; tool: Tool }>()
  if (inline.length < labels.length)
    for (const snapshot of catalogues.flatMap(readSnapshots))
      for (const tool of snapshot.tools) byDigest.set(`${snapshot.id} ${toolDigest(tool)}`, { snapshot, tool })

  const siblings = Map.groupBy(inline, ({ server }) => server)
  const contexts = new Map<string, LabelledTool['context']>()
  const contextOf = (key: string, server: string, tools: () => readonly Tool[]) => {
    const known = contexts.get(key) ?? serverContext(server, tools(), rules)
    contexts.set(key, known)
    return known
  }
  const tools: LabelledTool[] = []
  const missing: Label[] = []
  for (const label of labels) {
    const { server, category, alternates } = label
    if (label.digest === undefined) {
      const context = contextOf(`file ${server}`, server, () => (siblings.get(server) ?? []).map(toolOf))
      tools.push({ server, tool: toolOf(label), context, category, alternates })
      continue
    }
    const found = byDigest.get(`${server} ${label.digest}`)
    if (!found) {
      missing.push(label)
      continue
    }
    const context = contextOf(`snapshot ${server}`, server, () => found.snapshot.tools)
    tools.push({ server, tool: found.tool, context, category, alternates })
  }
  return { tools, missing }
}

function readLines(file: string): Label[] {
  if (!existsSync(file))
    throw new ProblemError([
      { where: file, what: 'there is no such file', fix: 'Name a file with one label a line, as JSON.' },
    ])
  const problems: Problem[] = []
  const labels: Label[] = []
  const lines = readFileSync(file, 'utf8').split('\n')
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const where = `${file}:${index + 1}`
    try {
      labels.push(parse(labelSchema, JSON.parse(line), where, 'Correct the line.'))
    } catch (error) {
      if (error instanceof ProblemError) problems.push(...error.problems)
      else problems.push({ where, what: 'the line is no JSON', fix: 'Write one JSON object a line.' })
    }
  }
  if (labels.length === 0 && problems.length === 0)
    problems.push({ where: file, what: 'it holds no label', fix: 'Write one JSON object a line.' })
  if (problems.length > 0) throw new ProblemError(problems)
  return labels
}

function toolOf({ tool, description, inputSchema, annotations }: Label): Tool {
  const member = (name: string, value: Json | null | undefined) => (value == null ? {} : { [name]: value })
  return {
    name: tool,
    ...member('description', description),
    ...member('inputSchema', inputSchema),
    ...member('annotations', annotations),
  } as Tool
}
