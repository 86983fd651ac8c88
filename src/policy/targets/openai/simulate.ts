import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import { type Simulate, simulation } from '../../core/simulation.ts'
import { NO_TOOL, SERVER_URL } from './render.ts'
import { serverLabel } from './server-label.ts'

const names = z.strictObject({ tool_names: z.array(z.string()) })
const schema = z.strictObject({
  type: z.literal('mcp'),
  server_label: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'must be letters, digits, hyphens and underscores'),
  server_url: z.url(),
  allowed_tools: z.union([z.array(z.string()), names]).optional(),
  require_approval: z
    .union([z.enum(['always', 'never']), z.strictObject({ never: names.optional(), always: names.optional() })])
    .optional(),
})

/**
 * What is not allowed is not offered; of the rest, what never needs approval passes. A tool in neither list is asked about.
 * Source: the types of the npm package openai 7.57.0 and developers.openai.com/api/docs/guides/tools-remote-mcp, read 2026-11-21.
 */
export const simulateOpenai: Simulate = (text, { serverKey }) => {
  const { value, problems } = readJson(text, schema)
  if (!value) return { problems }
  const { allowed_tools: filter, require_approval: approval = 'always' } = value
  const allowed = filter && new Set(Array.isArray(filter) ? filter : filter.tool_names)
  const lists = typeof approval === 'string' ? {} : approval
  const never = new Set(lists.never?.tool_names)
  const always = new Set(lists.always?.tool_names)
  const hasBothLists = lists.never !== undefined && lists.always !== undefined
  for (const name of never) if (always.has(name)) problems.push(`${name} is asked about always and never`)
  for (const name of [...never, ...always])
    if (allowed && !allowed.has(name)) problems.push(`${name} has an approval and is not allowed`)
  if (value.server_label !== serverLabel(serverKey)) problems.push(`the label is ${value.server_label}`)
  return simulation(problems, () => ({
    call(tool, _args, _counters, key = serverKey) {
      if (serverLabel(key) !== value.server_label) return 'unset'
      if (allowed && !allowed.has(tool)) return 'hide'
      return approval === 'never' || never.has(tool) ? 'pass' : 'ask'
    },
    mentions: () => ({
      named: [...(allowed ?? []), ...never, ...always]
        .filter((tool) => tool !== NO_TOOL)
        .map((tool) => ({ tool, server: value.server_label })),
      open: [],
      extra: [
        ...(value.server_url === SERVER_URL ? [] : [`server_url is ${value.server_url}`]),
        ...(Array.isArray(filter) ? [] : ['allowed_tools is not a list']),
        ...(hasBothLists || (approval === 'always' && allowed?.size === 1 && allowed.has(NO_TOOL))
          ? []
          : ['require_approval does not have both lists']),
        // What the API does with a tool in neither list is not documented.
        ...[...(allowed ?? [])].flatMap((name) =>
          name === NO_TOOL || never.has(name) || always.has(name)
            ? []
            : [`${name} is in neither list of require_approval`],
        ),
      ],
    }),
  }))
}
