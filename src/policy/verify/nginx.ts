import type { Verifier } from './verifier.ts'

const BLOCK = '# In the location of the server:\nif ($mcp_refused) {\n  return 403;\n}\n'
const LINE = /^ {2}(?:default|"(~)?((?:[^"\\]|\\.)*)") ([01]);$/

/**
 * A map of NGINX: an exact string before patterns, patterns in their order, else the default.
 * Source: nginx.org/en/docs/http/ngx_http_map_module.html, read 2026-11-20.
 */
export const nginxVerifier: Verifier = {
  by: 'a restatement of how NGINX reads a map',
  namesServer: false,
  verify(text) {
    const map = entries(text)
    if (!map) return ['there is no map, or one of its lines is not understood']
    if (!text.endsWith(`}\n\n${BLOCK}`)) return ['the block for the location is not as it should be']
    const exact = map.filter(({ pattern }) => !pattern).map(({ key }) => key)
    return exact.filter((key, index) => exact.indexOf(key) !== index).map((key) => `conflicting parameter "${key}"`)
  },
  load(text) {
    const map = entries(text) ?? []
    const refused = (value: string) => {
      const found =
        map.find(({ pattern, key }) => !pattern && key === value) ??
        map.find(({ pattern, key }) => pattern && key !== undefined && new RegExp(key).test(value)) ??
        map.find(({ key }) => key === undefined)
      return found?.refuses ?? false
    }
    return (tool) => {
      // A header cannot carry other names as they are.
      const name = /^[\x21-\x7e]+$/.test(tool) ? tool : '=?base64?'
      return refused(`tools/call|${name}`) ? 'deny' : 'pass'
    }
  },
}

function entries(text: string) {
  const body = /^map "\$http_mcp_method\|\$http_mcp_name" \$mcp_refused \{\n([\s\S]*?)^\}\n/m.exec(text)?.[1]
  const lines = body?.split('\n').filter((line) => line !== '' && !/^ *#/.test(line))
  const parsed = lines?.map((line) => LINE.exec(line))
  if (!parsed || parsed.some((match) => match === null)) return undefined
  return parsed.flatMap((match) =>
    match ? [{ pattern: match[1] === '~', key: match[2]?.replaceAll('\\\\', '\\'), refuses: match[3] === '1' }] : [],
  )
}
