import { headerOf, headerRequests } from '../../core/mcp-headers.ts'
import type { Simulate } from '../../core/simulation.ts'
import { LOCATION } from './render.ts'

/** Requests without the headers, calls without a plain name, and every call; requests of the proof tell them apart. */
const GUARDS = ['^\\|', '^tools/call\\|(=\\?|$)', '^tools/call\\|']

const LINE = /^ {2}(?:default|"~((?:[^"\\]|\\.)*)") ([01]);$/

/**
 * A map of NGINX with patterns alone: the first that matches in their order, else the default.
 * Source: nginx.org/en/docs/http/ngx_http_map_module.html, read 2026-11-21.
 */
export const simulateNginx: Simulate = (text) => {
  const map = read(text)
  if (!map) return { problems: ['there is no map, or one of its lines is not understood'] }
  const block = `}\n\n${LOCATION}\nif (${map.variable}) {\n  return 403;\n}\n`
  if (!text.endsWith(block)) return { problems: ['the block for the location is not as it should be'] }
  const refuses = (value: string) => {
    const found =
      map.entries.find(({ pattern }) => pattern?.test(value)) ??
      map.entries.find(({ pattern }) => pattern === undefined)
    return found?.refuses ?? false
  }
  const patterns = map.entries.flatMap(({ source }) => source ?? [])
  const literalIn = (source: string) =>
    /^\^tools\/call\\\|((?:[\w-]|\\\.)+)\$$/.exec(source)?.[1]?.replaceAll('\\.', '.')
  return {
    call: (tool) => (refuses(`tools/call|${headerOf(tool)}`) ? 'deny' : 'pass'),
    mentions: () => ({
      named: patterns.flatMap((source) => literalIn(source) ?? []).map((tool) => ({ tool })),
      open: patterns.filter((source) => literalIn(source) === undefined && !GUARDS.includes(source)),
      extra: [
        ...(/^(?:#.*\n|\n)*map /.test(text) ? [] : ['there is something before the map']),
        ...(map.entries.some(({ pattern }) => pattern === undefined) ? [] : ['the map has no default']),
      ],
    }),
    requests: () =>
      headerRequests(
        ({ method = '', name = '' }) => !refuses(`${method}|${name}`),
        patterns.flatMap((source) => literalIn(source) ?? []),
      ),
  }
}

function read(text: string) {
  const [, variable, body] = /^map "\$http_mcp_method\|\$http_mcp_name" (\$\w+) \{\n([\s\S]*?)^\}\n/m.exec(text) ?? []
  const lines = body?.split('\n').filter((line) => line !== '' && !/^ *#/.test(line))
  const matches = lines?.map((line) => LINE.exec(line))
  if (!matches || matches.some((match) => match === null)) return undefined
  const entries = matches.flatMap((match) => {
    if (!match) return []
    const [, pattern, refuses] = match
    return [
      { source: pattern, pattern: pattern === undefined ? undefined : new RegExp(pattern), refuses: refuses === '1' },
    ]
  })
  return { variable, entries }
}
