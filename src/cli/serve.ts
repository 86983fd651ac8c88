import { createReadStream, existsSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { extname, join, resolve } from 'node:path'
import sirv from 'sirv'
import { ProblemError } from '../schema/problem.ts'
import { options, portOf } from './options.ts'
import { SITE_HEADERS, TEXT_FILES } from './site-headers.ts'

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
  if (!existsSync(join(folder, 'index.html')))
    throw new ProblemError([{ where: folder, what: 'there is no built site', fix: 'Run `npm run build` first.' }])
  const files = sirv(folder, {
    // Looked up for each request, so that a rebuilt site is served at once.
    dev: true,
    etag: true,
    // Clients of an MCP registry ask for its documents without an ending.
    extensions: ['html', 'json'],
    setHeaders: (response, path) => {
      for (const [name, value] of Object.entries(SITE_HEADERS)) response.setHeader(name, value)
      if (TEXT_FILES.has(extname(path))) response.setHeader('Content-Type', 'text/plain;charset=utf-8')
    },
    onNoMatch: (_request, response) => missing(folder, response),
  })
  const server = createServer((request, response) => {
    // The name of a server in a registry has a slash, which clients encode.
    if (request.url?.includes('/v0.1/')) request.url = request.url.replace(/%2f/gi, '/')
    if (request.method === 'GET' || request.method === 'HEAD') return files(request, response)
    response.writeHead(405, { allow: 'GET, HEAD' }).end()
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

function missing(folder: string, response: ServerResponse): void {
  response.writeHead(404, { ...SITE_HEADERS, 'content-type': 'text/html;charset=utf-8' })
  createReadStream(join(folder, '404.html'))
    .on('error', () => response.end())
    .pipe(response)
}
