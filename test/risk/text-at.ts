import type { Span } from '../../src/schema/assessment.ts'
import { type Json, type JsonObject, type Tool, titleOf } from '../../src/schema/tool.ts'
import { keysOfPointer } from '../../src/text/json-pointer.ts'

/** The text that a span counts in: a text field, a string that a pointer leads to, or the name of what it leads to. */
export function textAt(tool: Tool, { field }: Span): string {
  if (field === 'title') return titleOf(tool) ?? ''
  if (field.startsWith('key:')) return keysOfPointer(field).at(-1) ?? ''
  if (!field.startsWith('/')) return String(tool[field] ?? '')
  const path = keysOfPointer(field)
  const value = path.reduce<Json | undefined>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as JsonObject)[key] : undefined),
    tool,
  )
  return typeof value === 'string' ? value : (path.at(-1) as string)
}
