/** A tool as a request offers it to a model. */
export interface Offered {
  name: string
  /** Codex puts the tools of a server into a namespace. */
  namespace?: string
  description: string
}

/** A call that our model answers with. */
export interface ModelCall {
  id: string
  tool: Pick<Offered, 'name' | 'namespace'>
  args: Readonly<Record<string, unknown>>
}

/** One provider's protocol, as far as an agent needs it to call tools and to be told what came of it. */
export interface Wire {
  /** Whether a request is of this protocol. */
  matches(path: string): boolean
  offered(body: unknown): Offered[]
  /** What came of earlier calls, by their ids. */
  results(body: unknown): Map<string, string>
  /** Server-sent events with the calls, or with a word of goodbye where there are none. */
  stream(calls: readonly ModelCall[]): string
  /** The same as one JSON document. */
  document(calls: readonly ModelCall[]): string
}

/** A server-sent event. Source: WHATWG HTML, "Server-sent events". */
export const event = (data: unknown, name?: string) =>
  `${name === undefined ? '' : `event: ${name}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`

/** A result as text, whatever its shape. */
export const asText = (result: unknown) => (typeof result === 'string' ? result : JSON.stringify(result))
