import type { Combine } from '../../core/combine.ts'
import { escapeUnseen } from '../../core/escape.ts'

const STRICTNESS = ['allow', 'ask', 'deny']

/**
 * The permissions of several servers as one object. Rules for whole servers come first: such a rule also matches a server whose
 * key begins with the same letters, and must not undo the rules for its tools. Where two tools have one name, the stricter
 * rule holds.
 */
export const combinePermissions: Combine = {
  join(texts) {
    const documents = texts.map((text) => JSON.parse(text) as { permission: Record<string, string> })
    const entries = documents.flatMap(({ permission }) => Object.entries(permission))
    const merged: Record<string, string> = {}
    for (const [key, action] of [...entries.filter(isWhole), ...entries.filter((entry) => !isWhole(entry))]) {
      const other = merged[key]
      if (other === undefined || STRICTNESS.indexOf(other) < STRICTNESS.indexOf(action)) merged[key] = action
    }
    return escapeUnseen(`${JSON.stringify({ ...documents[0], permission: merged }, null, 2)}\n`, 'json')
  },
}

const isWhole = ([key]: [string, string]) => key.endsWith('_*')
