import type { z } from 'zod'

/** Reads JSON against a schema; the problems name the place, and the value is there only when there are none. */
export function readJson<S extends z.ZodType>(
  text: string,
  schema: S,
): { value?: z.output<S> | undefined; problems: string[] } {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] }
  }
  return checked(parsed, schema)
}

/** As {@link readJson}, for a value that was read before. */
export function checked<S extends z.ZodType>(
  parsed: unknown,
  schema: S,
): { value?: z.output<S> | undefined; problems: string[] } {
  const result = schema.safeParse(parsed)
  if (result.success) return { value: result.data, problems: [] }
  return { problems: result.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`) }
}
