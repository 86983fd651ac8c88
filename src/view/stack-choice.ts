import { type Posture, postures } from '../schema/posture.ts'

/** One server that the reader has. */
export interface ChosenServer {
  id: string
  /** The reader's own name for it. */
  key: string
}

/** Everything that makes the page what it is; it goes into the fragment of the address, which no server ever sees. */
export interface StackChoice {
  servers: ChosenServer[]
  posture: Posture
  target: string
  gateway: string
  /** Whether tools that complete the lethal trifecta need approval. */
  fix: boolean
}

/** Servers that one address can hold; more make it too long for browsers to keep. */
export const MAX_CHOSEN = 60
const MAX_WORD_CHARS = 300

/**
 * Reads the fragment of an address, with or without its `#`.
 * @param usual what holds for everything that the fragment leaves out.
 */
export function readChoice(fragment: string, usual: Omit<StackChoice, 'servers' | 'fix'>): StackChoice {
  const query = new URLSearchParams(fragment.replace(/^#/, '').slice(0, 20_000))
  const servers: ChosenServer[] = []
  for (const word of query.getAll('server').slice(0, MAX_CHOSEN)) {
    // A key can hold anything, and an id no equals sign.
    const at = word.lastIndexOf('=')
    const id = word.slice(at + 1)
    const key = at > 0 ? word.slice(0, at) : id
    if (/^[a-z0-9-]{1,100}$/.test(id) && key.length <= MAX_WORD_CHARS && !servers.some((one) => one.key === key))
      servers.push({ id, key })
  }
  const target = query.get('target') ?? ''
  return {
    servers,
    posture: postures.find((one) => one === query.get('posture')) ?? usual.posture,
    target: /^[a-z0-9-]{1,60}$/.test(target) ? target : usual.target,
    gateway: (query.get('gateway') ?? usual.gateway).slice(0, MAX_WORD_CHARS),
    fix: query.get('fix') === 'ask',
  }
}

/** The fragment of a choice, without `#`; the same choice always gives the same text. Empty where no server is chosen. */
export function writeChoice({ servers, posture, target, gateway, fix }: StackChoice): string {
  if (servers.length === 0) return ''
  const query = new URLSearchParams()
  for (const { id, key } of servers) query.append('server', key === id ? id : `${key}=${id}`)
  query.set('posture', posture)
  query.set('target', target)
  if (gateway !== '') query.set('gateway', gateway)
  if (fix) query.set('fix', 'ask')
  return query.toString()
}
