import { CedarEvaluationError, type CedarTest, readCedarExpression } from '../../core/cedar-expression.ts'
import { readCedarString } from '../../core/cedar-text.ts'
import type { Verifier } from '../../core/simulation.ts'
import { actionId } from './render.ts'

const STRING = String.raw`"(?:[^"\\]|\\.)*"`
const STATEMENT = new RegExp(
  `^(permit|forbid)\\(\\n  principal is AgentCore::OAuthUser,\\n  action(?: == AgentCore::Action::(${STRING}))?,\\n  resource == AgentCore::Gateway::(${STRING})\\n\\)(?: (when|unless) \\{\\n  ([\\s\\S]*)\\n\\})?;$`,
)
interface Statement {
  permits: boolean
  gateway: string
  /** Undefined for every action. */
  action: string | undefined
  applies: CedarTest
}

/**
 * Denied unless permitted, and a forbid wins. Knows the forms of policy that are written here; Cedar itself checks them
 * with the schema. Source: docs.cedarpolicy.com, authorization.
 */
export const agentcoreVerifier: Verifier = {
  by: 'a restatement of Cedar’s evaluation, and Cedar itself with a schema of the tool',
  namesServer: false,
  verify: (text) => {
    const read = statements(text)
    return typeof read === 'string' ? [read] : []
  },
  load(text, serverKey) {
    const read = statements(text)
    const all = typeof read === 'string' ? [] : read
    return (tool, args, _counters, key = serverKey) => {
      const input = (args ?? {}) as Record<string, unknown>
      const id = actionId(key, tool)
      try {
        const matching = all.filter(({ action, applies }) => (action === undefined || action === id) && applies(input))
        return matching.length > 0 && matching.every(({ permits }) => permits) ? 'pass' : 'hide'
      } catch (error) {
        // Arguments have the types of the tool's schema before any policy sees them, so others never get that far.
        if (error instanceof CedarEvaluationError) return 'hide'
        throw error
      }
    }
  },
}

function statements(text: string): Statement[] | string {
  const uncommented = text.replace(/^\/\/.*\n+/gm, '').trimEnd()
  if (uncommented === '') return []
  const found: Statement[] = []
  for (const part of uncommented.split(/\n\n(?=permit|forbid)/)) {
    const match = STATEMENT.exec(part)
    if (!match) return `not understood: ${part}`
    const [, effect, action, gateway = '', word, body] = match
    const arn = readCedarString(gateway)
    if (arn === undefined || arn === '' || (found[0] && found[0].gateway !== arn)) return `the gateway is ${gateway}`
    const holds = body === undefined ? () => true : readCedarExpression(body, 'context.input')
    if (!holds) return `not understood: ${body}`
    found.push({
      gateway: arn,
      permits: effect === 'permit',
      action: action === undefined ? undefined : readCedarString(action),
      applies: word === 'unless' ? (input) => !holds(input) : holds,
    })
  }
  return found
}
