import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { chat } from './wire/chat.ts'
import { generate } from './wire/generate.ts'
import { messages } from './wire/messages.ts'
import { responses } from './wire/responses.ts'
import type { ModelCall, Offered, Wire } from './wire/wire.ts'

const wires: readonly Wire[] = [messages, responses, chat, generate]

/** The words by which a tool is known again, whatever a client makes of its name. */
export const marked = (index: number) => `Tool number ${index} of the trial.`
const MARK = /Tool number (\d+) of the trial\./

/** One call that the model makes, by the place of the call in its script. */
export interface ScriptedCall {
  /** The number of a marked tool, or the name that the client gives a tool of its own. */
  tool: number | string
  args: Readonly<Record<string, unknown>>
}

/** What a client showed to the model, and what it answered to the calls. */
export interface Seen {
  /** Marked numbers, and names of other tools, that the model was offered. */
  offered: Set<number | string>
  /** What the client said came of a call, by the place of the call in the script. */
  results: Map<number, string>
  /** When the client asked last, in milliseconds since 1970. */
  askedLast: number
}

/**
 * A model on this machine that makes every call of a script once, as soon as its tool is offered, and says goodbye when there
 * is no other. Calls of the client's own tools are made one a turn, because one of them may be what another waits for. It
 * speaks the protocols that the clients speak.
 */
export async function scriptedModel(
  script: readonly ScriptedCall[],
): Promise<{ url: string; seen: Seen; close: () => void }> {
  const seen: Seen = { offered: new Set(), results: new Map(), askedLast: 0 }
  const made = new Set<number>()
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
      const offered = byKey(wire.offered(body))
      for (const key of offered.keys()) seen.offered.add(key)
      for (const [id, result] of wire.results(body)) seen.results.set(Number(id.replace('call_', '')), result)
      const calls = next(script, made, offered)
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

/** Tools by the number of their mark, or by their name where they have none. */
function byKey(tools: readonly Offered[]): Map<number | string, Offered> {
  return new Map(
    tools.map((tool) => {
      const number = MARK.exec(tool.description)?.[1]
      return [number === undefined ? tool.name : Number(number), tool]
    }),
  )
}

/** The calls that can be made now. Clients offer the tools of a server that starts slowly in a later turn. */
function next(
  script: readonly ScriptedCall[],
  made: Set<number>,
  offered: ReadonlyMap<number | string, Offered>,
): ModelCall[] {
  const calls: ModelCall[] = []
  for (const [place, { tool, args }] of script.entries()) {
    const found = offered.get(tool)
    if (!found || made.has(place)) continue
    if (typeof tool === 'string' && calls.length > 0) break
    made.add(place)
    calls.push({ id: `call_${place}`, tool: found, args })
    if (typeof tool === 'string') break
  }
  return calls
}
