import type { Standard, StandardNames } from '../schema/attack.ts'
import type { SiteTool } from './site.ts'
import { type StandardEntry, standardEntry } from './standards.ts'
import { statedAddressBound } from './stated-bound.ts'

/** An entry of a public standard that is about one tool, with the reason. */
export interface ToolStandard extends StandardEntry {
  because: string
}

/**
 * The entries of public standards that a tool is mapped to: by its traits, the harm line that decided and what its parameters
 * hold, never by its category. None for a tool of which none of that is known.
 */
export function toolStandards(
  { assessment: { traits, harm }, proposals, tool }: Pick<SiteTool, 'assessment' | 'proposals' | 'tool'>,
  names: StandardNames,
): ToolStandard[] {
  const own = new Set(traits.map(({ trait }) => trait))
  const families = new Set(
    [...proposals.checked, ...proposals.unchecked, ...proposals.boundless].map(({ family }) => family.id),
  )
  const told = new Set<string>()
  const isBounded = statedAddressBound(tool) !== undefined
  return names.tools.flatMap((one) => {
    const holds =
      !told.has(one.topic ?? one.id) &&
      one.traits.every((trait) => own.has(trait)) &&
      (!one.lines || one.lines.some((line) => line === harm?.line)) &&
      (!one.families || one.families.some((family) => families.has(family)))
    if (!holds) return []
    told.add(one.topic ?? one.id)
    return [{ ...standardEntry(standardOf(one.id), one.id, names), because: (isBounded && one.bounded) || one.because }]
  })
}

const PREFIXES: [string, Standard][] = [
  ['MCP', 'owaspMcp'],
  ['ASI', 'owaspAgentic'],
  ['LLM', 'owaspLlm'],
  ['SAF-', 'safMcp'],
  ['AML.', 'atlas'],
]

const standardOf = (id: string): Standard => PREFIXES.find(([prefix]) => id.startsWith(prefix))?.[1] ?? 'cwe'
