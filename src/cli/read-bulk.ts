import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { parse } from '../schema/parse.ts'
import { ProblemError } from '../schema/problem.ts'
import type { Tool } from '../schema/tool.ts'
import { toolSchema } from '../schema/tool-schema.ts'

/** One server of an imported list. */
export interface BulkServer {
  server: string
  /** The collection that it is from, where its line says so. */
  source?: string | undefined
  tools: Tool[]
}

const lineSchema = z.object({ server: z.string(), source: z.string().optional(), tools: z.array(toolSchema) })

/**
 * Servers from every .ndjson file of a folder, one server a line: {server, tools: […]}.
 * @throws {ProblemError} when the folder holds no such file, or for the first line that is none.
 */
export function readBulk(folder: string): BulkServer[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.ndjson')) : []
  if (files.length === 0)
    throw new ProblemError([
      { where: folder, what: 'the folder holds no .ndjson file', fix: 'Name a folder with one server a line.' },
    ])
  return files.sort().flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (line.trim() === '' ? [] : [read(line, `${join(folder, file)}:${index + 1}`)])),
  )
}

function read(line: string, where: string): BulkServer {
  const fix = 'Write one server a line: {"server": …, "tools": […]}.'
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new ProblemError([{ where, what: 'the line is not JSON', fix }])
  }
  return parse(lineSchema, value, where, fix) as BulkServer
}
