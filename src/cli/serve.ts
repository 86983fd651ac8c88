import { createReadStream, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'
import { ProblemError } from '../schema/problem.ts'
import { options, portOf } from './options.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.yaml': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.ndjson': 'application/x-ndjson; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.atom': 'application/atom+xml; charset=utf-8',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}

/** `serve [--port N]`: the built site on this machine, until it is stopped. */
export async function serveCommand(argv: string[]): Promise<number> {
  const { port } = options('serve', argv, { port: { type: 'string' } })
  const server = await serve(resolve(process.env['POLICYBOOK_OUT'] ?? 'dist'), portOf('serve', port))
  const address = server.address()
  console.log(`http://localhost:${typeof address === 'object' ? address?.port : port} · Ctrl-C stops it`)
  await new Promise((done) => server.on('close', done))
  return 0
}

/**
 * Serves a folder to this machine only, as a static host does: /a finds a.html.
 * @param port 0 lets the system choose.
 * @throws {ProblemError} when the folder is missing or the port is taken.
 */
export async function serve(folder: string, port: number): Promise<Server> {
  if (!find(folder, '/'))
    throw new ProblemError([{ where: folder, what: 'there is no built site', fix: 'Run `npm run build` first.' }])
  const server = createServer((request, response) => {
    const found = request.method === 'GET' || request.method === 'HEAD' ? find(folder, request.url ?? '/') : undefined
    const file = found ?? join(folder, '404.html')
    response.writeHead(found ? 200 : 404, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    })
    if (request.method === 'HEAD') response.end()
    else
      createReadStream(file)
        .on('error', () => response.end())
        .pipe(response)
  })
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(
        new ProblemError([
          {
            where: `port ${port}`,
            what: error.code === 'EADDRINUSE' ? 'it is in use' : error.message,
            fix: 'Give another one with --port.',
          },
        ]),
      ),
    )
    server.listen(port, 'localhost', done)
  })
  return server
}

function find(folder: string, url: string): string | undefined {
  let path: string
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
  } catch {
    return undefined
  }
  const exact = join(folder, path)
  if (path.includes('\0') || (exact !== folder && !exact.startsWith(folder.endsWith(sep) ? folder : folder + sep)))
    return undefined
  // Clients of an MCP registry ask without an ending.
  const registry = path.includes('/v0.1/') ? [`${exact}.json`] : []
  return [exact, `${exact}.html`, join(exact, 'index.html'), ...registry].find((file) =>
    statSync(file, { throwIfNoEntry: false })?.isFile(),
  )
}
