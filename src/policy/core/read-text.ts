import { parse as parseToml, TomlError } from 'smol-toml'
import { parse as parseYaml, YAMLError } from 'yaml'
import type { z } from 'zod'

/** What was read, or why it was not; the problems name the place. */
export interface Read<T> {
  value?: T | undefined
  problems: string[]
}

/** Reads JSON against a schema. */
export const readJson = <S extends z.ZodType>(text: string, schema: S) => read(text, JSON.parse, schema)

/** Reads YAML 1.2 against a schema. */
export const readYaml = <S extends z.ZodType>(text: string, schema: S) => read(text, parseYamlOnce, schema)

/**
 * The value of a text of YAML 1.2, which nobody may change: the last one is kept, because a model and an engine read it in turn.
 * @throws {YAMLError}
 */
export function parseYamlOnce(text: string): unknown {
  if (last.text !== text) last = { text, value: parseYaml(text) }
  return last.value
}
let last: { text?: string; value?: unknown } = {}

/** Reads TOML 1.0 against a schema. */
export const readToml = <S extends z.ZodType>(text: string, schema: S) => read(text, parseToml, schema)

function read<S extends z.ZodType>(text: string, parse: (text: string) => unknown, schema: S): Read<z.output<S>> {
  let parsed: unknown
  try {
    parsed = parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TomlError || error instanceof YAMLError)) throw error
    return { problems: [error.message] }
  }
  const result = schema.safeParse(parsed)
  if (result.success) return { value: result.data, problems: [] }
  return { problems: result.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`) }
}
