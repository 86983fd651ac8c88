import { parse as parseToml, stringify as stringifyToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'
import { escapeUnseen } from './escape.ts'
import { quotedYaml } from './quoted-yaml.ts'
import type { Loss, Snippet } from './target.ts'

/** A file for several servers. */
export interface Combined {
  file: string
  text: string
  losses: Loss[]
}

type Value = unknown

/** Two documents as one: members side by side, lists one after the other; different values of one member are an error. */
function join(a: Value, b: Value, path: string): Value {
  if (Array.isArray(a) && Array.isArray(b)) {
    const known = new Set(a.map((one) => JSON.stringify(one)))
    return [...a, ...b.filter((one) => !known.has(JSON.stringify(one)))]
  }
  if (isRecord(a) && isRecord(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
    return Object.fromEntries(
      keys.map((key) => {
        if (!Object.hasOwn(a, key)) return [key, b[key]]
        return [key, Object.hasOwn(b, key) ? join(a[key], b[key], `${path}.${key}`) : a[key]]
      }),
    )
  }
  if (a === b) return a
  throw new Error(`${path.slice(1)} cannot be both ${JSON.stringify(a)} and ${JSON.stringify(b)}`)
}

const isRecord = (value: Value): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const deep = (texts: string[], read: (text: string) => Value) => texts.map(read).reduce((a, b) => join(a, b, ''))
const json = (value: Value) => escapeUnseen(`${JSON.stringify(value, null, 2)}\n`, 'json')

/** How the files of several servers become one, by format; a format that is missing has one file a server. */
const COMBINES: Record<string, (texts: string[]) => string> = {
  'claude-code': (texts) => json(deep(texts, JSON.parse)),
  'claude-code-managed': (texts) => json(deep(texts, JSON.parse)),
  codex: (texts) => `${escapeUnseen(stringifyToml(deep(texts, parseToml)), 'toml')}\n`,
  'gemini-policy': (texts) => `${escapeUnseen(stringifyToml(deep(texts, parseToml)), 'toml')}\n`,
  'gemini-settings': (texts) => json(deep(texts, JSON.parse)),
  cursor: (texts) => json(deep(texts, JSON.parse)),
  docker: (texts) => quotedYaml(deep(texts, parseYaml)),
  agentgateway: (texts) => quotedYaml(deep(texts, parseYaml)),
  openai: (texts) => json(texts.map((text) => JSON.parse(text))),
  anthropic: (texts) => json(texts.map((text) => JSON.parse(text))),
  envoy: (texts) => texts.join('---\n'),
  'toolhive-kubernetes': (texts) => texts.join('---\n'),
  'copilot-cli': (texts) =>
    `copilot${texts
      .map((text) => text.replace(/^copilot(?: \\\n)?/, '').trimEnd())
      .flatMap((flags) => (flags === '' ? [] : [` \\\n${flags}`]))
      .join('')}\n`,
}

/** Whether the policies of several servers fit into one file. */
export const canCombine = (format: string) => Object.hasOwn(COMBINES, format)

/**
 * One file for several servers, each rendered under a key of its own.
 * @throws {Error} for a format that has one file a server, and where two servers want different things of one member.
 */
export function combine(snippets: readonly Snippet[]): Combined {
  const [first] = snippets
  const combined = first && COMBINES[first.format]
  if (!combined) throw new Error(`${first?.format ?? 'no format'} has one file for each server`)
  const losses = new Map(snippets.flatMap(({ losses }) => losses).map((loss) => [loss.what, loss]))
  return { file: first.file, text: combined(snippets.map(({ text }) => text)), losses: [...losses.values()] }
}
