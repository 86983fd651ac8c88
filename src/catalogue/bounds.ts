import type { Snapshot } from '../schema/snapshot.ts'

/**
 * The most that is taken of one server. What it sends is read, compared, rated and printed many times over, so one server
 * without bounds could stop the whole catalogue. The largest of the default catalogue, November 2026: a name of 52
 * characters, 19 levels, 401 tools, 0.4 MB.
 */
export const BOUNDS = {
  /** UTF-16 units of a tool's name. */
  name: 1_000,
  /** Objects and arrays inside one another in one definition, which is the first. */
  depth: 64,
  tools: 5_000,
  /** Bytes of all that it says, as JSON without indentation. */
  bytes: 8 * 1024 * 1024,
} as const

/** Why what a server says is too large to be taken, as a clause; undefined when it is not. */
export function excess({ serverInfo, instructions, tools }: Pick<Snapshot, 'serverInfo' | 'instructions' | 'tools'>) {
  if (tools.length > BOUNDS.tools) return tooMany('it lists', tools.length, 'tools', BOUNDS.tools)
  const long = tools.find(({ name }) => name.length > BOUNDS.name)
  if (long) return tooMany('the name of a tool has', long.name.length, 'characters', BOUNDS.name)
  const deep = tools.find((tool) => isTooDeep(tool))
  if (deep) return tooDeep(deep.name)
  if (isTooDeep(serverInfo)) return tooDeep('serverInfo')
  const bytes = Buffer.byteLength(JSON.stringify([serverInfo, instructions, tools]))
  return bytes > BOUNDS.bytes ? tooMany('what it says has', bytes, 'bytes', BOUNDS.bytes) : undefined
}

/** The clause for something of which there is too much. */
export const tooMany = (what: string, number: number, unit: string, most: number) =>
  `${what} ${number.toLocaleString('en')} ${unit}, and at most ${most.toLocaleString('en')} are taken`

/** The clause for something that nests too deeply. */
export const tooDeep = (name: string) =>
  `the definition of ${name.slice(0, 80)} nests deeper than ${BOUNDS.depth} levels, and no deeper one is taken`

/** Whether objects and arrays stand inside one another more than {@link BOUNDS}.depth times. Never overflows the stack. */
export function isTooDeep(value: unknown): boolean {
  const open: [value: unknown, level: number][] = [[value, 1]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [current, level] = next
    if (typeof current !== 'object' || current === null) continue
    if (level > BOUNDS.depth) return true
    for (const child of Object.values(current)) if (typeof child === 'object') open.push([child, level + 1])
  }
  return false
}
