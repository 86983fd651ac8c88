import { z } from 'zod'
import { readYaml } from '../../core/read-text.ts'
import type { Simulate } from '../../core/simulation.ts'

const schema = z.record(z.string(), z.array(z.string()))

/**
 * A server's list names all that it offers; a server without one offers everything.
 * Source: docker/mcp-gateway 2bd20fe8, pkg/config/tools.go, read 2026-11-21.
 */
export const simulateDocker: Simulate = (text, { serverKey }) => {
  const { value, problems } = readYaml(text, schema)
  if (!value) return { problems }
  const lists = new Map(Object.entries(value).map(([key, tools]) => [key, new Set(tools)]))
  return {
    call(tool, _args, _counters, key = serverKey) {
      const offered = lists.get(key)
      return offered ? (offered.has(tool) ? 'pass' : 'hide') : 'unset'
    },
    mentions: () => ({
      named: [...lists].flatMap(([server, tools]) => [...tools].map((tool) => ({ tool, server }))),
      open: [...lists.keys()].filter((server) => server !== serverKey),
      extra: [],
    }),
  }
}
