import { Client } from '@modelcontextprotocol/client'
import { BOUNDS, isTooDeep, tooDeep, tooMany } from '../catalogue/bounds.ts'
import { type Json, type JsonObject, objectOf, type Tool } from '../schema/tool.ts'
import { type Launch, start } from './sandbox.ts'
import { Wire } from './wire.ts'

/** What one server answered. */
export interface Listed {
  protocolVersion: string
  serverInfo: Record<string, unknown>
  instructions?: string
  /** Every tool as sent, of all pages. */
  tools: Tool[]
  pages: number
  /** Things worth a line in the log: lines on stdout that were no message, a list that the client refuses … */
  remarks: string[]
}

const PAGES = 100

/**
 * Starts a server, asks for its tools to the last page, and ends it. Calls no tool.
 * @param limit milliseconds for everything between start and the last page.
 * @throws {Error} with the reason and the end of the server's stderr.
 */
export async function listServer(launch: Launch, limit = 20_000): Promise<Listed> {
  const sandboxed = start(launch)
  const wire = new Wire(sandboxed.child)
  let timer: NodeJS.Timeout | undefined
  try {
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(new Error(`no answer within ${limit / 1000} s`)), limit)
    })
    return await Promise.race([converse(wire), late])
  } catch (error) {
    const reason = wire.ended ?? (error instanceof Error ? error.message : String(error))
    const stderr = wire.stderr.trim()
    throw new Error(stderr === '' ? reason : `${reason}; it said: ${stderr.slice(-500)}`)
  } finally {
    clearTimeout(timer)
    await sandboxed.end()
  }
}

async function converse(wire: Wire): Promise<Listed> {
  const remarks: string[] = []
  const client = new Client({ name: 'policybook', version: '1.0.0' })
  client.onerror = () => {}
  await client.connect(wire)
  const hello = objectOf(wire.raw(wire.answered[0] as string | number) as Json)
  let pages = 0
  let entries = 0
  const tools: Tool[] = []
  const cursors = new Set<string>()
  let cursor: string | undefined
  do {
    const result = await onePage(client, wire, cursor, remarks)
    pages++
    const list = result['tools']
    if (!Array.isArray(list)) throw new Error('the answer to tools/list holds no list of tools')
    entries += list.length
    if (entries > BOUNDS.tools) throw new Error(tooMany('it lists', entries, 'tools so far', BOUNDS.tools))
    for (const tool of list) {
      if (isTooDeep(tool)) throw new Error(tooDeep(String(objectOf(tool)?.['name'])))
      if (typeof objectOf(tool)?.['name'] === 'string') tools.push(tool as Tool)
      else remarks.push(`an entry of tools/list has no name and was left out: ${JSON.stringify(tool).slice(0, 80)}`)
    }
    const next = result['nextCursor']
    cursor = typeof next === 'string' ? next : undefined
    if (cursor !== undefined && (cursors.has(cursor) || pages === PAGES)) {
      remarks.push(`the list does not end: ${cursors.has(cursor) ? 'a cursor came twice' : `${PAGES} pages were read`}`)
      cursor = undefined
    } else if (cursor !== undefined) cursors.add(cursor)
  } while (cursor !== undefined)
  if (wire.noise > 0) remarks.push(`${wire.noise} lines on stdout were no messages`)
  const instructions = client.getInstructions()
  return {
    protocolVersion: text(hello?.['protocolVersion']) || (client.getNegotiatedProtocolVersion?.() ?? 'unknown'),
    serverInfo: objectOf(hello?.['serverInfo']) ?? {},
    ...(instructions === undefined ? {} : { instructions }),
    tools,
    pages,
    remarks,
  }
}

const text = (value: Json | undefined) => (typeof value === 'string' ? value : '')

/** One page of tools/list as it came over the wire. */
async function onePage(client: Client, wire: Wire, cursor: string | undefined, remarks: string[]): Promise<JsonObject> {
  const params = cursor === undefined ? {} : { cursor }
  const before = wire.answered.length
  try {
    await client.request({ method: 'tools/list', params })
  } catch (error) {
    // The client refuses the whole list when one tool breaks the protocol's schema; the answer itself is here.
    if (wire.answered.length === before) throw error
    remarks.push('the list breaks the schema of the protocol and was taken as sent')
  }
  const id = wire.answered.at(-1) as string | number
  const result = objectOf(wire.raw(id) as Json)
  if (!result) throw new Error('the server did not answer tools/list')
  return result
}
