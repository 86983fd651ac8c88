import { readContent } from '../../src/catalogue/read-content.ts'
import { analyse } from '../../src/risk/analyse.ts'
import { compileRules } from '../../src/risk/compile-rules.ts'
import { serverContext } from '../../src/risk/server-context.ts'
import type { Assessment } from '../../src/schema/assessment.ts'
import type { Tool } from '../../src/schema/tool.ts'

/** The rules that the product ships, compiled. */
export const content = readContent('content')
export const rules = compileRules(content.risk)

/** The assessment of one tool on a server of its own, or beside siblings. */
export function rate(tool: Tool, siblings: Tool[] = [], server = 'server'): Assessment {
  const all = [tool, ...siblings]
  const around = { context: serverContext(server, all, rules), siblings: new Set(all.map(({ name }) => name)) }
  return analyse(tool, around, rules).assessment
}

/** A tool by name and description. */
export const named = (name: string, description = '', more: Record<string, unknown> = {}) =>
  ({ name, description, ...more }) as Tool
