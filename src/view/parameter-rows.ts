import { type Guard, guards } from './argument-rules.ts'
import { type Parameter, parameters } from './parameters.ts'
import type { Site, SiteTool } from './site.ts'

/** The parameter table of a tool's page. */
export interface ParameterRows {
  rows: (Parameter & { guards: Guard[] })[]
  /** Whether a rule demands something of any of them. */
  isGuarded: boolean
  /** How many deeper or later parameters the page does not show. */
  left: number
}

/** How deep and how far down a page shows parameters: deeper ones are in the definition. */
const MAX_DEPTH = 1
const MAX_ROWS = 40
const MAX_OUTPUTS = 12

/** The parameters of a tool, or what it returns, with what guards each. */
export function parameterRows(
  self: SiteTool,
  site: Pick<Site, 'content'>,
  schema: 'inputSchema' | 'outputSchema' = 'inputSchema',
): ParameterRows {
  const input = schema === 'inputSchema'
  const all = parameters(self.tool[schema])
  const shallow = all.filter(({ depth }) => depth <= (input ? MAX_DEPTH : 0))
  const shown = shallow.slice(0, input ? MAX_ROWS : MAX_OUTPUTS)
  const own = input ? guards(self, site) : []
  const paths: string[] = []
  const rows = shown.map((one) => {
    paths[one.depth] = one.name
    const path = paths.slice(0, one.depth + 1).join('.')
    return { ...one, guards: own.filter(({ parameter }) => parameter === path) }
  })
  return { rows, isGuarded: rows.some((one) => one.guards.length > 0), left: all.length - shown.length }
}
