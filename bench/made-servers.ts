import { verdicts } from '../src/schema/category.ts'
import { severities } from '../src/schema/severity.ts'
import type { LookupSource } from '../src/search/write-lookup.ts'

/** Numbers that look like chance and are the same every time. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const VERBS =
  'get list create update delete search add remove set send read write run execute start stop fetch find check upload download export import generate analyze query'.split(
    ' ',
  )
const COMMON =
  'issue user project file page task message repository branch document record table order customer invoice event comment label image channel report account key email team'.split(
    ' ',
  )
const SYLLABLES = 'ba co di fe gu ha jo ki la mo ne pi ra so tu ve wi xa yo zen mar lin tor fal'.split(' ')

/**
 * Servers with tools in the shape of the public ones: few words are in very many names and most are in few, names repeat from
 * server to server, and a server has one to a hundred tools.
 */
export function madeServers(tools: number, seed = 7): LookupSource {
  const next = numbers(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T
  // The square makes low places frequent, as words are in names.
  const rare = (): string => {
    let place = Math.floor(next() ** 3 * Math.max(400, tools / 12))
    let word = ''
    do {
      word += SYLLABLES[place % SYLLABLES.length]
      place = Math.floor(place / SYLLABLES.length)
    } while (place > 0)
    return word + pick(SYLLABLES)
  }
  const noun = () => (next() < 0.6 ? pick(COMMON) : rare())
  const servers = new Map<string, LookupSource['servers'][number]>()
  let count = 0
  while (count < tools) {
    const id = `${rare()}${next() < 0.5 ? `-${noun()}` : ''}${next() < 0.5 ? '-mcp' : ''}`
    if (servers.has(id)) continue
    const names = new Set<string>()
    const size = Math.min(tools - count, 1 + Math.floor(next() ** 3 * 100))
    while (names.size < size) {
      const words = [pick(VERBS), noun(), ...(next() < 0.4 ? [noun()] : [])]
      names.add(
        next() < 0.3
          ? words.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('')
          : words.join('_'),
      )
    }
    count += names.size
    servers.set(id, {
      id,
      title: id,
      package: `@${rare()}/${id}`,
      tools: [...names].map((label) => ({
        label,
        slug: label.replace(/[A-Z]/g, (letter) => `~${letter.toLowerCase()}`),
        category: pick(verdicts),
        severity: pick(severities),
      })),
    })
  }
  return {
    servers: [...servers.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    pages: [['guide', 'Approval fatigue', '/guides/approval-fatigue', [], 'Guide']],
    paths: { server: '/servers/{server}', tool: '/servers/{server}/{tool}' },
    categories: verdicts,
    severities,
  }
}
