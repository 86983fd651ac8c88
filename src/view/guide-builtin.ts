import { targets } from '../policy/targets/index.ts'
import { type BuiltinSnippet, builtinSnippet } from './target-modes.ts'

/**
 * A client's rules for its own tools, for a guide.
 * @throws {Error} when there is no such client, or none for its own tools.
 */
export async function guideBuiltin(id: string): Promise<BuiltinSnippet & { label: string }> {
  const target = targets.find((one) => one.id === id)
  const snippet = target && (await builtinSnippet(target))
  if (!target || !snippet) throw new Error(`a guide asks for the built-in tools of ${id}, which has no rules for them`)
  return { ...snippet, label: target.label }
}
