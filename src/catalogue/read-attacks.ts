import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseDocument } from 'yaml'
import type { z } from 'zod'
import {
  type Attack,
  attackSchema,
  attackToolsSchema,
  type StandardNames,
  standardNamesSchema,
  type Technique,
  techniqueSchema,
} from '../schema/attack.ts'
import { parse } from '../schema/parse.ts'
import { type Problem, ProblemError } from '../schema/problem.ts'
import type { Tool } from '../schema/tool.ts'
import { readYaml } from './read-manifests.ts'

/** The attacks with all that they refer to. */
export interface AttackCatalogue {
  /** The newest first; of one day by id. */
  attacks: Attack[]
  /** By name. */
  techniques: Technique[]
  /** Definitions that stand in for the tools of attacks. */
  tools: Tool[]
  names: StandardNames
}

/**
 * Reads the front matter of content/attacks and content/techniques, and checks that what refers to something finds it.
 * Whoever rates their own servers only need not have any.
 * @throws {ProblemError} with every problem of every file.
 */
export function readAttacks(content: string): AttackCatalogue {
  const problems: Problem[] = []
  const attacks = readFolder(attackSchema, join(content, 'attacks'), problems)
  const techniques = readFolder(techniqueSchema, join(content, 'techniques'), problems)
  const tools = attempt(problems, () => readOptional(attackToolsSchema, join(content, 'attack-tools.yaml'), [])) ?? []
  const names = attempt(problems, () => readOptional(standardNamesSchema, join(content, 'standards.yaml'), {}))
  const known = new Set(techniques.map(({ id }) => id))
  const toolNames = new Set(tools.map(({ name }) => name))
  for (const { id, techniques: own, worked } of attacks) {
    const where = `${content}/attacks/${id}.mdx`
    for (const technique of own)
      if (!known.has(technique))
        problems.push({ where, what: `no technique is called ${technique}`, fix: 'Write it, or correct the id.' })
    if (worked && !toolNames.has(worked.tool))
      problems.push({
        where,
        what: `attack-tools.yaml has no tool ${worked.tool}`,
        fix: 'Write it, or correct the name.',
      })
  }
  if (problems.length > 0 || !names) throw new ProblemError(problems)
  return {
    attacks: attacks.toSorted((a, b) => compare(b.date, a.date) || compare(a.id, b.id)),
    techniques: techniques.toSorted((a, b) => compare(a.name, b.name)),
    // Plain data of a file: YAML has no values beyond those of JSON that a definition may hold.
    tools: tools as Tool[],
    names,
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function readFolder<S extends z.ZodType<{ id: string }>>(
  schema: S,
  folder: string,
  problems: Problem[],
): z.output<S>[] {
  return globSync(join(folder, '*.mdx'))
    .sort()
    .flatMap((path) => {
      const read = attempt(problems, () => parse(schema, frontMatter(path), path, 'Correct the front matter.'))
      if (read === undefined) return []
      if (read.id !== basename(path, '.mdx'))
        problems.push({ where: path, what: `the id is ${read.id}`, fix: 'Name the file after its id.' })
      return [read]
    })
}

/** The YAML between the two lines of hyphens that a file begins with. */
export function frontMatter(path: string): unknown {
  const [, text] = /^---\n([\s\S]*?)\n---\n/.exec(readFileSync(path, 'utf8')) ?? []
  if (text === undefined)
    throw new ProblemError([{ where: path, what: 'there is no front matter', fix: 'Begin the file with it.' }])
  const document = parseDocument(text)
  const { errors } = document
  if (errors.length > 0)
    throw new ProblemError(
      errors.map(({ message, linePos }) => ({
        where: `${path}:${(linePos?.[0].line ?? 1) + 1}`,
        what: message.split('\n')[0] as string,
        fix: 'Correct the YAML.',
      })),
    )
  return document.toJS()
}

function readOptional<S extends z.ZodType>(schema: S, path: string, otherwise: unknown): z.output<S> {
  return parse(schema, existsSync(path) ? readYaml(path) : otherwise, path, 'Correct the file.')
}

function attempt<T>(problems: Problem[], read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    problems.push(...error.problems)
    return undefined
  }
}
