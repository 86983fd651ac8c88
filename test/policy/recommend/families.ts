import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { readSnapshots } from '../../../src/catalogue/snapshots.ts'
import { type Proposals, proposals } from '../../../src/policy/recommend/proposals.ts'
import { tightLimits } from '../../../src/policy/recommend/rated-rule.ts'
import { sampleValues } from '../../../src/policy/recommend/reader-values.ts'
import { argumentFamiliesSchema } from '../../../src/schema/argument-families.ts'
import type { Verdict } from '../../../src/schema/category.ts'
import { limitsSchema } from '../../../src/schema/limits.ts'
import type { Json, Tool } from '../../../src/schema/tool.ts'

const content = (file: string) => parse(readFileSync(new URL(`../../../content/${file}`, import.meta.url), 'utf8'))

/** content/arguments.yaml. */
export const known = argumentFamiliesSchema.parse(content('arguments.yaml'))
/** The limit of a tool that is opened. */
export const tight = tightLimits(limitsSchema.parse(content('limits.yaml')))
export const samples = sampleValues(known)

/** A tool with some parameters, all of them optional unless they are named. */
export const taking = (
  properties: Record<string, Json>,
  { name = 'do_it', description = '', required = [] as string[] } = {},
): Tool => ({ name, description, inputSchema: { type: 'object', properties, required } })

/** The ids of the families that a tool's parameters are of, as `parameter: family`. */
export function familiesOf(tool: Tool, category: Verdict = 'Write'): string[] {
  const { checked, unchecked, boundless }: Proposals = proposals(tool, category, known)
  return [...checked, ...unchecked, ...boundless].map(({ parameter, family }) => `${parameter}: ${family.id}`)
}

/** Every definition of the catalogue. */
export const catalogue = readSnapshots('catalogue').flatMap(({ id, tools }) =>
  tools.map((tool) => ({ server: id, tool })),
)
