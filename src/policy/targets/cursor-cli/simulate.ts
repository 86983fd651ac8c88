import { z } from 'zod'
import { matchesGlob } from '../../core/glob.ts'
import { readJson } from '../../core/read-text.ts'
import { membersBeside, type Simulate, simulation } from '../../core/simulation.ts'

const list = z.array(z.string()).default([])
const schema = z.looseObject({ permissions: z.strictObject({ allow: list, deny: list }) })

const TOKEN = /^Mcp\(([^\s():]+):([^\s():]+)\)$/

/**
 * A denial, then an approval, else a question; a star in a token is any text. Tokens for the client’s own tools are left to it.
 * Source: cursor.com/docs/cli/reference/permissions, read 2026-11-21.
 */
export const simulateCursorCli: Simulate = (text, { serverKey }) => {
  const { value, problems } = readJson(text, schema)
  if (!value) return { problems }
  const tokens = (list: 'allow' | 'deny') =>
    value.permissions[list].flatMap((token) => {
      if (/^(Shell|Read|Write|WebFetch)\(.*\)$/s.test(token)) return []
      const [, server, tool] = TOKEN.exec(token) ?? []
      if (server !== undefined && tool !== undefined) return [{ token, server, tool }]
      problems.push(`permissions.${list}: ${token} must be Mcp(server:tool)`)
      return []
    })
  const [allow, deny] = [tokens('allow'), tokens('deny')]
  const isOpen = ({ server, tool }: { server: string; tool: string }) => /\*/.test(server + tool)
  const matcher = (list: typeof allow) => {
    const exact = new Set(list.filter((one) => !isOpen(one)).map(({ token }) => token))
    const open = list.filter(isOpen)
    return (key: string, name: string) =>
      exact.has(`Mcp(${key}:${name})`) ||
      open.some(({ server, tool }) => matchesGlob(server, key) && matchesGlob(tool, name))
  }
  return simulation(problems, () => {
    const [isAllowed, isDenied] = [matcher(allow), matcher(deny)]
    return {
      call(tool, _args, _counters, key = serverKey) {
        if (isDenied(key, tool)) return 'deny'
        return isAllowed(key, tool) ? 'pass' : 'ask'
      },
      mentions: () => ({
        named: [...allow, ...deny].filter((one) => !isOpen(one)),
        open: [...allow, ...deny].filter(isOpen).map(({ token }) => token),
        extra: [
          ...membersBeside(value, ['permissions']),
          ...Object.values(value.permissions).flatMap((list) => list.filter((token) => !TOKEN.test(token))),
        ],
      }),
    }
  })
}
