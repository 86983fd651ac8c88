import { parse } from 'yaml'
import { z } from 'zod'
import { readCelStrings } from '../../core/cel-text.ts'
import { readYaml } from '../../core/read-text.ts'
import type { Verifier } from '../../core/simulation.ts'

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
export const agentgatewayVerifier: Verifier = {
  by: 'a restatement of its requirements, and a CEL engine',
  namesServer: true,
  verify(text) {
    const { value, problems } = readYaml(text, agentgatewaySchema)
    if (!value) return problems
    return value.mcpAuthorization.rules.flatMap(({ require }) =>
      FORM.test(require) ? [] : [`not understood: ${require}`],
    )
  },
  load(text, serverKey) {
    const { rules } = agentgatewaySchema.parse(parse(text)).mcpAuthorization
    return (tool, _args, _counters, key = serverKey) => {
      let touched = false
      for (const { require } of rules) {
        const [target, ...names] = readCelStrings(require)
        if (target !== key) continue
        touched = true
        if (names.includes(tool) === require.endsWith(')')) return 'hide'
      }
      return touched ? 'pass' : 'unset'
    }
  },
}
