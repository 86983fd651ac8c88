/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A JSON object whose members are not known in advance. */
export type JsonObject = { [key: string]: Json }

/**
 * A tool exactly as `tools/list` sent it. Only the name is required, because real servers leave out or distort
 * everything else; unknown members are kept.
 * Source: https://modelcontextprotocol.io/specification/2026-07-28/server/tools
 */
export type Tool = { name: string } & JsonObject

/** The four boolean hints of `ToolAnnotations`. */
export const hintNames = ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'] as const
export type HintName = (typeof hintNames)[number]

/** What a server declared: true, false, or nothing. A null or a non-boolean counts as nothing. */
export type Hints = Record<HintName, boolean | undefined>

/**
 * The hints of a tool, each true, false or undefined (absent).
 * @param tool a tool as sent; a malformed `annotations` member gives four absent hints.
 */
export function hintsOf(tool: Tool): Hints {
  const annotations = objectOf(tool['annotations'])
  const hint = (name: HintName) => (typeof annotations?.[name] === 'boolean' ? annotations[name] : undefined)
  return {
    readOnlyHint: hint('readOnlyHint'),
    destructiveHint: hint('destructiveHint'),
    idempotentHint: hint('idempotentHint'),
    openWorldHint: hint('openWorldHint'),
  }
}

/** The description as text; a missing or non-text description is the empty string. */
export function descriptionOf(tool: Tool): string {
  return typeof tool['description'] === 'string' ? tool['description'] : ''
}

/** The title a server gave a tool: `title`, else `annotations.title`, else undefined. */
export function titleOf(tool: Tool): string | undefined {
  const title = tool['title'] ?? objectOf(tool['annotations'])?.['title']
  return typeof title === 'string' && title.trim() !== '' ? title : undefined
}

/** The value as a plain JSON object, or undefined for anything else (arrays and null included). */
export function objectOf(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
}
