import { parse as parseToml, stringify as stringifyToml } from 'smol-toml'
import { Document, parse as parseYaml } from 'yaml'
import { escapeUnseen } from './escape.ts'
import { quotedYaml } from './quoted-yaml.ts'
import type { Limitation, Snippet } from './snippet.ts'

/** How the files of several servers become one. */
export interface Combine {
  /** @throws {Error} where two servers want different things of one member. */
  join(texts: readonly string[]): string
  /** The parts of such a file that the target reads one by one; the file itself when absent. */
  split?(text: string): string[]
}

/** A file for several servers. */
export interface Combined {
  file: string
  text: string
  limitations: Limitation[]
}

/**
 * One file for several servers, each rendered for one target under a key of its own; those that have no text are left out.
 * @throws {Error} for a target that has one file a server, and where two servers want different things of one member.
 */
export function combine(snippets: readonly Snippet[]): Combined {
  const [first] = snippets
  if (!first?.target.combine) throw new Error(`${first?.target.id ?? 'no target'} has one file for each server`)
  const limitations = new Map(snippets.flatMap((snippet) => snippet.limitations).map((one) => [one.what, one]))
  return {
    file: first.file,
    text: first.target.combine.join(snippets.flatMap(({ text, refusal }) => (refusal === undefined ? [text] : []))),
    limitations: [...limitations.values()],
  }
}

/** JSON documents as one, member by member. */
export const mergedJson: Combine = { join: (texts) => json(merged(texts, JSON.parse)) }

/** TOML documents as one, table by table. */
export const mergedToml: Combine = {
  join: (texts) => `${escapeUnseen(stringifyToml(merged(texts, parseToml)), 'toml')}\n`,
}

/** YAML documents as one, member by member. */
export const mergedYaml: Combine = { join: (texts) => quotedYaml(new Document(merged(texts, parseYaml))) }

/** JSON documents as the entries of one list. */
export const listedJson: Combine = {
  join: (texts) => json(texts.map((text) => JSON.parse(text))),
  split: (text) => (JSON.parse(text) as unknown[]).map((entry) => JSON.stringify(entry)),
}

const DOCUMENT_END = '---\n'

/** YAML documents one after the other. */
export const yamlDocuments: Combine = {
  join: (texts) => texts.join(DOCUMENT_END),
  split: (text) => text.split(DOCUMENT_END),
}

const json = (value: unknown) => escapeUnseen(`${JSON.stringify(value, null, 2)}\n`, 'json')

const merged = (texts: readonly string[], read: (text: string) => unknown) =>
  texts.map((text) => read(text)).reduce((a, b) => mergeValues(a, b, ''))

/** Two documents as one: members side by side, lists one after the other. */
function mergeValues(a: unknown, b: unknown, path: string): unknown {
  if (Array.isArray(a) && Array.isArray(b)) {
    const known = new Set(a.map((item) => JSON.stringify(item)))
    return [...a, ...b.filter((item) => !known.has(JSON.stringify(item)))]
  }
  if (isRecord(a) && isRecord(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
    return Object.fromEntries(
      keys.map((key) => {
        if (!Object.hasOwn(a, key)) return [key, b[key]]
        return [key, Object.hasOwn(b, key) ? mergeValues(a[key], b[key], `${path}.${key}`) : a[key]]
      }),
    )
  }
  if (a === b) return a
  throw new Error(`${path.slice(1)} cannot be both ${JSON.stringify(a)} and ${JSON.stringify(b)}`)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
