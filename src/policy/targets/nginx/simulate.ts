import type { Verifier } from '../../core/simulation.ts'
import { LOCATION } from './render.ts'

const LINE = /^ {2}(?:default|"~((?:[^"\\]|\\.)*)") ([01]);$/

/**
 * A map of NGINX with patterns alone: the first that matches in their order, else the default.
 * Source: nginx.org/en/docs/http/ngx_http_map_module.html, read 2026-11-21.
 */
export const nginxVerifier: Verifier = {
  by: 'a restatement of how NGINX reads a map',
  namesServer: false,
  verify(text) {
    const map = read(text)
    if (!map) return ['there is no map, or one of its lines is not understood']
    const block = `}\n\n${LOCATION}\nif (${map.variable}) {\n  return 403;\n}\n`
    return text.endsWith(block) ? [] : ['the block for the location is not as it should be']
  },
  load(text) {
    const entries = read(text)?.entries ?? []
    const refused = (value: string) => {
      const found =
        entries.find(({ pattern }) => pattern?.test(value)) ?? entries.find(({ pattern }) => pattern === undefined)
      return found?.refuses ?? false
    }
    return (tool) => {
      // A header cannot carry other names as they are.
      const name = /^[\x21-\x7e]+$/.test(tool) ? tool : '=?base64?'
      return refused(`tools/call|${name}`) ? 'deny' : 'pass'
    }
  },
}

function read(text: string) {
  const [, variable, body] = /^map "\$http_mcp_method\|\$http_mcp_name" (\$\w+) \{\n([\s\S]*?)^\}\n/m.exec(text) ?? []
  const lines = body?.split('\n').filter((line) => line !== '' && !/^ *#/.test(line))
  const matches = lines?.map((line) => LINE.exec(line))
  if (!matches || matches.some((match) => match === null)) return undefined
  const entries = matches.flatMap((match) => {
    if (!match) return []
    const [, pattern, refuses] = match
    return [{ pattern: pattern === undefined ? undefined : new RegExp(pattern), refuses: refuses === '1' }]
  })
  return { variable, entries }
}
