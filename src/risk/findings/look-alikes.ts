import { editDistance } from '../../text/edit-distance.ts'
import { tokenise } from '../tokenise.ts'

/** Two tools of different servers that are called alike. */
export interface LookAlike {
  server: string
  tool: string
  other: { server: string; tool: string }
  /** Letters to change; 0 for the same name. */
  distance: number
}

// Names that say so little that many servers share them.
const GENERIC = new Set(['search', 'fetch', 'query', 'get', 'list', 'read', 'write', 'execute', 'run', 'ping', 'echo'])
const SHORTEST = 8

/**
 * Tools of different servers in one configuration that have the same name, or names of eight letters and more that differ
 * by one or two. Each pair is given once, from the server that comes first.
 */
export function lookAlikes(servers: readonly { server: string; tools: readonly string[] }[]): LookAlike[] {
  const all = servers
    .flatMap(({ server, tools }) => tools.map((tool) => ({ server, tool, key: keyOf(tool) })))
    .map((one, index) => ({ ...one, index }))
  const byLength = Map.groupBy(all, ({ key }) => key.length)
  return all.flatMap((one) => {
    if (GENERIC.has(one.key) || one.key === '') return []
    const near = [0, 1, 2].flatMap((more) => byLength.get(one.key.length + more) ?? [])
    return near.flatMap((other) => {
      if (other.server === one.server || (other.key.length === one.key.length && other.index <= one.index)) return []
      const distance = one.key === other.key ? 0 : one.key.length < SHORTEST ? 3 : editDistance(one.key, other.key, 2)
      if (distance > 2 || isOtherWord(one.key, other.key, distance)) return []
      return [{ server: one.server, tool: one.tool, other: { server: other.server, tool: other.tool }, distance }]
    })
  })
}

const keyOf = (name: string) =>
  tokenise(name)
    .map(({ text }) => text)
    .join('_')

/** A plural, and two real words such as "get" and "set", are no imitation. */
function isOtherWord(a: string, b: string, distance: number): boolean {
  if (distance === 0) return false
  const words = (key: string) => key.split('_')
  const [left, right] = [words(a), words(b)]
  if (left.length !== right.length) return false
  return left.every((word, index) => {
    const other = right[index] as string
    return word === other || `${word}s` === other || word === `${other}s` || (word.length <= 4 && other.length <= 4)
  })
}
