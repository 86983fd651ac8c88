import { objectOf, type Tool } from '../schema/tool.ts'

/** The arguments that a call must give by its schema, in the order in which the server sent them; short names only. */
export function requiredNames(tool: Tool): string[] {
  const schema = objectOf(tool['inputSchema'])
  const required = schema?.['required']
  const properties = objectOf(schema?.['properties']) ?? {}
  if (!Array.isArray(required)) return []
  return required.filter(
    (name): name is string => typeof name === 'string' && name.length <= MAX_CHARS && Object.hasOwn(properties, name),
  )
}

const MAX_CHARS = 60
