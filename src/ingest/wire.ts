import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client'
import { BOUNDS } from '../catalogue/bounds.ts'

const STDERR_TAIL = 2000

/**
 * Newline-delimited JSON over a child's stdin and stdout. Unlike the client's own transport it counts and skips lines
 * that are no JSON, takes the process from the sandbox, and keeps every result as it came over the wire, because the
 * client refuses a whole list for one tool that breaks the schema.
 * Source: https://modelcontextprotocol.io/specification/2026-07-28/basic/transports#stdio
 */
export class Wire implements Transport {
  onclose?: () => void
  onerror?: (error: Error) => void
  onmessage?: <T extends JSONRPCMessage>(message: T) => void
  /** Lines on stdout that were no JSON-RPC message. */
  noise = 0
  /** The last 2,000 characters of stderr. */
  stderr = ''
  /** How the process ended, once it has. */
  ended: string | undefined
  readonly #results = new Map<string | number, unknown>()
  readonly #waiting = new Map<string | number, (message: Record<string, unknown>) => void>()
  readonly #child: ChildProcessWithoutNullStreams
  #rest = ''
  /** Characters of whole lines so far. */
  #received = 0

  constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child
  }

  start(): Promise<void> {
    this.#child.stdout.setEncoding('utf8').on('data', (chunk: string) => this.#take(chunk))
    this.#child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      this.stderr = (this.stderr + chunk).slice(-STDERR_TAIL)
    })
    this.#child.once('error', (error) => this.#finish(error.message))
    this.#child.once('exit', (code, signal) => {
      const how = signal ? `was ended by ${signal}` : `exited with code ${code}`
      // Answers can still be in the pipe when the process is gone.
      setTimeout(() => this.#finish(`the server ${how}`), 50)
    })
    return Promise.resolve()
  }

  send(message: JSONRPCMessage): Promise<void> {
    return this.#write(message)
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  /** The last result for a request id, exactly as sent. */
  raw(id: string | number): unknown {
    return this.#results.get(id)
  }

  /** Ids of the results that came, in order. */
  get answered(): (string | number)[] {
    return [...this.#results.keys()]
  }

  /** Sends a request past the client and gives its result as sent; throws the server's error. */
  async request(id: string, method: string, params: Record<string, unknown>): Promise<unknown> {
    const answer = new Promise<Record<string, unknown>>((done) => this.#waiting.set(id, done))
    await this.#write({ jsonrpc: '2.0', id, method, params })
    const { result, error } = await answer
    if (error !== undefined)
      throw new Error(`the server answered ${method} with ${JSON.stringify(error).slice(0, 300)}`)
    return result
  }

  #write(message: object): Promise<void> {
    return new Promise((done, fail) => {
      if (this.ended !== undefined || !this.#child.stdin.writable)
        fail(new Error(this.ended ?? 'the server reads no more'))
      else this.#child.stdin.write(`${JSON.stringify(message)}\n`, () => done())
    })
  }

  #take(chunk: string): void {
    // A server that has sent too much is about to be ended; what it still sends is dropped.
    if (this.ended !== undefined) return
    const lines = chunk.split('\n')
    lines[0] = this.#rest + lines[0]
    this.#rest = lines.pop() as string
    for (const line of lines) {
      if (this.ended !== undefined) return
      this.#received += line.length
      if (this.#received > BOUNDS.bytes) this.#tooMuch()
      else this.#line(line)
    }
    if (this.#rest.length > BOUNDS.bytes) this.#tooMuch()
  }

  #tooMuch(): void {
    this.#rest = ''
    this.#finish(`the server sent more than ${BOUNDS.bytes / 1024 / 1024} MB`)
  }

  #line(line: string): void {
    if (line.trim() === '') return
    let message: Record<string, unknown>
    try {
      message = JSON.parse(line)
      if (message?.['jsonrpc'] !== '2.0') throw new Error('not JSON-RPC')
    } catch {
      this.noise++
      return
    }
    const id = message['id']
    if ((typeof id === 'string' || typeof id === 'number') && !('method' in message)) {
      if ('result' in message) this.#results.set(id, message['result'])
      const waiting = this.#waiting.get(id)
      if (waiting) {
        this.#waiting.delete(id)
        waiting(message)
        return
      }
    }
    this.onmessage?.(message as unknown as JSONRPCMessage)
  }

  #finish(how: string): void {
    if (this.ended !== undefined) return
    this.ended = how
    for (const waiting of this.#waiting.values()) waiting({ error: { message: how } })
    this.onclose?.()
  }
}
