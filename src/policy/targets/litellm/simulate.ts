import { z } from 'zod'
import { readYaml } from '../../core/read-text.ts'
import { membersBeside, type Simulate, simulation } from '../../core/simulation.ts'
import { NO_TOOL } from './no-tool.ts'
import { litellmServer } from './server-name.ts'

const list = z.array(z.string()).optional()
const params = z.record(z.string(), z.array(z.string())).optional()
const entry = z.looseObject({ allowed_tools: list, disallowed_tools: list, allowed_params: params })
const schema = z.looseObject({ mcp_servers: z.record(z.string(), entry) })

/**
 * Where the list of allowed tools has entries, it alone counts, letter by letter; else the other list, without regard to case;
 * else every tool passes. An entry is the name of the tool, with or without the server’s before it.
 * Source: BerriAI/litellm, litellm/proxy/_experimental/mcp_server/mcp_server_manager.py, check_allowed_or_banned_tools and
 * validate_allowed_params and load_servers_from_config (which refuses a name with a hyphen), and docs.litellm.ai, mcp_control; read 2026-11-21.
 */
export const simulateLitellm: Simulate = (text, { serverKey }) => {
  const { value, problems } = readYaml(text, schema)
  if (!value) return { problems }
  const servers = new Map(
    Object.entries(value.mcp_servers).map(([key, { allowed_tools, disallowed_tools, allowed_params }]) => [
      key,
      {
        allowed: new Set(allowed_tools),
        banned: new Set(disallowed_tools?.map((name) => name.toLowerCase())),
        params: allowed_params ?? {},
      },
    ]),
  )
  for (const name of servers.keys())
    if (name.includes('-')) problems.push(`mcp_servers.${name}: a name of a server has no hyphen`)
  const own = litellmServer(serverKey)
  if (!servers.has(own)) problems.push(`mcp_servers has no entry ${own}`)
  return simulation(problems, () => ({
    call(tool, args, _counters, key = serverKey) {
      const name = litellmServer(key)
      const own = servers.get(name)
      if (!own) return 'unset'
      const names = [tool, `${name}-${tool}`]
      const isListed =
        own.allowed.size > 0
          ? names.some((name) => own.allowed.has(name))
          : !names.some((name) => own.banned.has(name.toLowerCase()))
      if (!isListed) return 'hide'
      const params = Object.hasOwn(own.params, tool) ? own.params[tool] : undefined
      return params && Object.keys(Object(args)).some((name) => !params.includes(name)) ? 'deny' : 'pass'
    },
    mentions: () => ({
      named: [...servers].flatMap(([server, { allowed, banned, params }]) =>
        [...allowed, ...banned, ...Object.keys(params)]
          .filter((tool) => tool !== NO_TOOL)
          .map((tool) => ({ tool, server })),
      ),
      open: [],
      extra: [
        ...membersBeside(value, ['mcp_servers']),
        ...Object.entries(value.mcp_servers).flatMap(([key, own]) =>
          membersBeside(own, ['allowed_tools', 'disallowed_tools'], `mcp_servers.${key}.`),
        ),
      ],
    }),
  }))
}
