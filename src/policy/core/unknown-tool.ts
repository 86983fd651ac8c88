import type { finder, KnownTools, LintFinding } from './linter.ts'
import { nearest } from './nearest.ts'

/** A finding where the catalogue knows the server under this key and the server lists no tool of that name. */
export function unknownTool(
  find: ReturnType<typeof finder>,
  known: KnownTools,
  server: string,
  tool: string,
): LintFinding[] {
  const tools = known.get(server)
  if (!tools || tools.includes(tool)) return []
  const meant = nearest(tool, tools)
  return [find('unknown-tool', `${server} lists no ${tool}${meant ? `; ${meant} is near` : ''}`, tool)]
}
