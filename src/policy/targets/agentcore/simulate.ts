import {
  CedarEvaluationError,
  CedarMissingError,
  type CedarTest,
  readCedarExpression,
} from '../../core/cedar-expression.ts'
import { readCedarString } from '../../core/cedar-text.ts'
import type { Simulate } from '../../core/simulation.ts'
import { actionId } from './action-id.ts'
import { GATEWAY } from './render.ts'

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
export const simulateAgentcore: Simulate = (text, { serverKey, gateway = GATEWAY }) => {
  const read = statements(text)
  if (typeof read === 'string') return { problems: [read] }
  const general = read.filter(({ action }) => action === undefined)
  const byAction = Map.groupBy(read, ({ action }) => action)
  return {
    call(tool, args, _counters, key = serverKey) {
      const input = (args ?? {}) as Record<string, unknown>
      try {
        const matching = [...general, ...(byAction.get(actionId(key, tool)) ?? [])].filter((one) =>
          appliesTo(one, input),
        )
        return matching.length > 0 && matching.every(({ permits }) => permits) ? 'pass' : 'hide'
      } catch (error) {
        // Arguments have the types of the tool's schema before any policy sees them, so others never get that far.
        if (error instanceof CedarEvaluationError) return 'hide'
        throw error
      }
    },
    mentions: () => ({
      named: read.flatMap(({ action }) => {
        if (action === undefined) return []
        const own = actionId(serverKey, '')
        if (action.startsWith(own)) return [{ tool: action.slice(own.length), server: serverKey }]
        const [server = '', ...tool] = action.split('___')
        return [{ tool: tool.join('___'), server }]
      }),
      open: [],
      extra: [...new Set(read.map((one) => one.gateway))].flatMap((one) =>
        one === gateway ? [] : [`the gateway is ${one}`],
      ),
    }),
  }
}

/** Cedar skips a policy that reads a missing argument. Source: docs.cedarpolicy.com, authorization, skip-on-error. */
function appliesTo({ applies }: Statement, input: Record<string, unknown>): boolean {
  try {
    return applies(input)
  } catch (error) {
    if (error instanceof CedarMissingError) return false
    throw error
  }
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
