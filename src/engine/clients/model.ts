import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { chat } from './wire/chat.ts'
import { generate } from './wire/generate.ts'
import { messages } from './wire/messages.ts'
import { responses } from './wire/responses.ts'
import type { Wire } from './wire/wire.ts'

const wires: readonly Wire[] = [messages, responses, chat, generate]

/** The words by which a tool is known again, whatever a client makes of its name. */
export const marked = (index: number) => `Tool number ${index} of the trial.`
const MARK = /Tool number (\d+) of the trial\./

/** What a client showed to the model, and what it answered to the calls. */
export interface Seen {
  /** Numbers of the tools that the model was offered. */
  offered: Set<number>
  /** What the client said came of the call, by the number of the tool. */
  results: Map<number, string>
  /** When the client asked last, in milliseconds since 1970. */
  askedLast: number
}

/**
 * A model on this machine that calls every marked tool once, as soon as it is offered, and says goodbye when there is
 * no other. It speaks the protocols that the clients speak.
 */
export async function scriptedModel(): Promise<{ url: string; seen: Seen; close: () => void }> {
  const seen: Seen = { offered: new Set(), results: new Map(), askedLast: 0 }
  const called = new Set<number>()
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const wire = wires.find((one) => one.matches(url.pathname))
    const sent = await text(request)
    if (!wire || request.method !== 'POST') {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}')
      return
    }
    try {
      const body: unknown = JSON.parse(sent)
      seen.askedLast = Date.now()
      const numbered = wire.offered(body).flatMap((tool) => {
        const number = MARK.exec(tool.description)?.[1]
        return number === undefined ? [] : [{ tool, number: Number(number) }]
      })
      for (const { number } of numbered) seen.offered.add(number)
      const results = wire.results(body)
      for (const [id, result] of results) seen.results.set(Number(id.replace('call_', '')), result)
      // Clients offer the tools of a server that starts slowly in a later turn.
      const calls = numbered
        .filter(({ number }) => !called.has(number))
        .map(({ tool, number }) => ({ id: `call_${number}`, tool }))
      for (const { number } of numbered) called.add(number)
      const streams = url.pathname.includes('stream') || (body as { stream?: unknown }).stream === true
      response
        .writeHead(200, { 'content-type': streams ? 'text/event-stream' : 'application/json' })
        .end(streams ? wire.stream(calls) : wire.document(calls))
    } catch (error) {
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: String(error) }))
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, seen, close: () => server.close() }
}
