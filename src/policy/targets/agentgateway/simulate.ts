import { z } from 'zod'
import { readCelStrings } from '../../core/cel-text.ts'
import { readYaml } from '../../core/read-text.ts'
import { type Simulate, simulation } from '../../core/simulation.ts'

/** The block, as far as it is written here. */
export const agentgatewaySchema = z.strictObject({
  mcpAuthorization: z.strictObject({ rules: z.array(z.strictObject({ require: z.string() })).min(1) }),
})

const STRING = String.raw`"(?:[^"\\]|\\.)*"`
const FORM = new RegExp(
  `^!has\\(mcp\\.tool\\) \\|\\| mcp\\.tool == null \\|\\| mcp\\.tool\\.target != ${STRING} \\|\\| (!\\()?mcp\\.tool\\.name in \\[(?:${STRING}(?:, ${STRING})*)?\\](\\))?$`,
)

/**
 * Every requirement must hold, or the tool is neither listed nor called. Knows the one form of expression that is written
 * here; a CEL engine checks it, too. Source: agentgateway/agentgateway, schema/config.json, read 2026-11-20.
 */
export const simulateAgentgateway: Simulate = (text, { serverKey }) => {
  const { value, problems } = readYaml(text, agentgatewaySchema)
  if (!value) return { problems }
  const requirements = value.mcpAuthorization.rules.map(({ require }) => {
    if (!FORM.test(require)) problems.push(`not understood: ${require}`)
    const [server, ...names] = readCelStrings(require)
    return { server, names: new Set(names), refuses: require.endsWith(')') }
  })
  return simulation(problems, () => ({
    call(tool, _args, _counters, key = serverKey) {
      const touching = requirements.filter(({ server }) => server === key)
      if (touching.length === 0) return 'unset'
      return touching.some(({ names, refuses }) => names.has(tool) === refuses) ? 'hide' : 'pass'
    },
    mentions: () => ({
      named: requirements.flatMap(({ server = '', names }) => [...names].map((tool) => ({ tool, server }))),
      open: requirements.flatMap(({ server = '' }) => (server === serverKey ? [] : [server])),
      extra: [],
    }),
  }))
}
