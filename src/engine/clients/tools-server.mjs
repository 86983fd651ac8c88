// A server over stdio that lists the tools of a file, and writes down when it did and which of them are called.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [list, log, listed] = process.argv.slice(2)
const tools = JSON.parse(readFileSync(list, 'utf8'))
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line)
  if (id === undefined) continue
  if (method === 'initialize') {
    const { protocolVersion } = params
    send({ id, result: { protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'trial', version: '1' } } })
  } else if (method === 'tools/list') {
    writeFileSync(listed, '')
    send({ id, result: { tools } })
  } else if (method === 'tools/call') {
    appendFileSync(log, `${JSON.stringify({ tool: params.name, args: params.arguments ?? {} })}\n`)
    send({ id, result: { content: [{ type: 'text', text: 'called' }] } })
  } else if (method === 'ping') send({ id, result: {} })
  else send({ id, error: { code: -32601, message: 'no such method' } })
}
