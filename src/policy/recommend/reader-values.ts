import type { ArgumentFamilies } from '../../schema/argument-families.ts'

/** Values of a reader by the name that content/arguments.yaml gives them; several of one name are alternatives. */
export type ReaderValues = Readonly<Record<string, readonly (string | number)[]>>

/**
 * Reads `name=value` as a reader writes it.
 * @returns the values, and one line for each that is wrong: what it is, and what to give.
 */
export function readValues(
  given: readonly string[],
  { values: known }: ArgumentFamilies,
): { values: ReaderValues; problems: string[] } {
  const values: Record<string, (string | number)[]> = Object.create(null)
  const problems: string[] = []
  for (const one of given) {
    const at = one.indexOf('=')
    const name = at < 0 ? one : one.slice(0, at)
    const text = at < 0 ? '' : one.slice(at + 1)
    const kind = Object.hasOwn(known, name) ? known[name] : undefined
    if (!kind) {
      problems.push(`"${name}" is unknown; give one of ${Object.keys(known).join(', ')}`)
      continue
    }
    const value = kind.form === undefined ? Number(text) : text
    const right =
      typeof value === 'string'
        ? new RegExp(kind.form ?? '').test(value)
        : text.trim() !== '' && value > 0 && value < Infinity
    if (!right) problems.push(`"${one}" does not fit; give ${kind.about}`)
    else if (typeof value === 'number' && values[name]) problems.push(`"${name}" is given twice; give one number`)
    else values[name] = [...(values[name] ?? []), value]
  }
  return { values, problems }
}

/** The placeholders of pages, as values. */
export const placeholders = ({ values }: ArgumentFamilies): ReaderValues => only(values, 'placeholder')

/** The values that samples and tests use. */
export const sampleValues = ({ values }: ArgumentFamilies): ReaderValues => only(values, 'sample')

const only = (values: ArgumentFamilies['values'], which: 'placeholder' | 'sample'): ReaderValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value[which]]]))
