import type { Combine } from './combine.ts'
import { escapeUnseen } from './escape.ts'
import { mergedValues } from './merge-values.ts'

/** JSON documents as one, member by member. */
export const mergedJson: Combine = { join: (texts) => json(mergedValues(texts, JSON.parse)) }

/** JSON documents as the entries of one list. */
export const listedJson: Combine = {
  join: (texts) => json(texts.map((text) => JSON.parse(text))),
  split: (text) => (JSON.parse(text) as unknown[]).map((entry) => JSON.stringify(entry)),
}

const json = (value: unknown) => escapeUnseen(`${JSON.stringify(value, null, 2)}\n`, 'json')
