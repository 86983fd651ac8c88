import { parse, stringify } from 'smol-toml'
import type { Combine } from './combine.ts'
import { escapeUnseen } from './escape.ts'
import { mergedValues } from './merge-values.ts'

/** TOML documents as one, table by table. */
export const mergedToml: Combine = {
  join: (texts) => `${escapeUnseen(stringify(mergedValues(texts, parse)), 'toml')}\n`,
}
