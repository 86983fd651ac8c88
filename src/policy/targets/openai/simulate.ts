import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import type { Verifier } from '../../core/simulation.ts'

const names = z.strictObject({ tool_names: z.array(z.string()) })
const schema = z.strictObject({
  type: z.literal('mcp'),
  server_label: z.string().min(1),
  server_url: z.url(),
  allowed_tools: z.array(z.string()),
  require_approval: z.strictObject({ never: names, always: names }),
})

/**
 * What is not allowed is not offered; of the rest, what never needs approval passes. A tool in neither list is asked about.
 * Source: the types of the npm package openai and platform.openai.com/docs/guides/tools-connectors-mcp, read 2026-11-20.
 */
export const openaiVerifier: Verifier = {
  by: 'a restatement of the types of openai 6.49.0, against which samples are compiled',
  namesServer: true,
  verify(text, _known, serverKey) {
    const { value, problems } = readJson(text, schema)
    if (!value) return problems
    const { never, always } = value.require_approval
    for (const name of never.tool_names)
      if (always.tool_names.includes(name)) problems.push(`${name} is asked about always and never`)
    for (const name of [...never.tool_names, ...always.tool_names])
      if (!value.allowed_tools.includes(name)) problems.push(`${name} has an approval and is not allowed`)
    if (value.server_label !== serverKey) problems.push(`the label is ${value.server_label}`)
    return problems
  },
  load: (text, serverKey) => {
    const { allowed_tools, require_approval, server_label } = schema.parse(JSON.parse(text))
    return (tool, _args, _counters, key = serverKey) => {
      if (key !== server_label) return 'unset'
      if (!allowed_tools.includes(tool)) return 'hide'
      return require_approval.never.tool_names.includes(tool) ? 'pass' : 'ask'
    }
  },
}
