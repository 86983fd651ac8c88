import {
  CedarEvaluationError,
  CedarMissingError,
  type CedarTest,
  readCedarExpression,
} from '../../core/cedar-expression.ts'
import { readCedarString } from '../../core/cedar-text.ts'
import { type Simulate, simulation } from '../../core/simulation.ts'
import { actionId } from './action-id.ts'
import { GATEWAY, MAX_STATEMENT_CHARS } from './render.ts'

const STRING = String.raw`"(?:[^"\\]|\\.)*"`
const ACTION = new RegExp(`^AgentCore::Action::(${STRING})$`)
const STATEMENT = new RegExp(
  `^(permit|forbid)\\(\\n  principal,\\n  action (?:== ([^\\n]+)|in \\[\\n    ([\\s\\S]*?)\\n  \\]),\\n  resource == AgentCore::Gateway::(${STRING})\\n\\)(?: (when|unless) \\{\\n  ([\\s\\S]*)\\n\\})?;$`,
)
const MIN_STATEMENT_CHARS = 35

interface Statement {
  permits: boolean
  /** What must hold for its calls to pass; undefined where it has no condition. */
  condition: string | undefined
  gateway: string
  actions: string[]
  applies: CedarTest
}

/**
 * Denied unless permitted, and a forbid wins. Where the text joins other policies, what it says nothing of is left to them. Knows
 * the forms of policy that are written here; Cedar itself checks them with the schema.
 * Source: docs.cedarpolicy.com, authorization; docs.aws.amazon.com, AgentCore Policy, read 2026-11-21.
 */
export const simulateAgentcore: Simulate = (text, { serverKey, gateway = GATEWAY, defaultEffect = 'deny' }) => {
  const problems: string[] = []
  const read = statements(text, problems)
  if (defaultEffect === 'allow') problems.push(...unpairedProblems(read))
  return simulation(problems, () => {
    const byAction = new Map<string, Statement[]>()
    for (const one of read)
      for (const action of one.actions) byAction.set(action, [...(byAction.get(action) ?? []), one])
    return {
      call(tool, args, _counters, key = serverKey) {
        const own = byAction.get(actionId(key, tool)) ?? []
        if (own.length === 0) return defaultEffect === 'deny' && key === serverKey ? 'hide' : 'unset'
        const input = (args ?? {}) as Record<string, unknown>
        try {
          const matching = own.filter((one) => appliesTo(one, input))
          if (matching.some(({ permits }) => !permits)) return 'hide'
          return matching.length > 0 ? 'pass' : defaultEffect === 'deny' ? 'hide' : 'unset'
        } catch (error) {
          // Arguments have the types of the tool's schema before any policy sees them, so others never get that far.
          if (error instanceof CedarEvaluationError) return 'hide'
          throw error
        }
      },
      mentions: () => ({
        named: [...byAction.keys()].map((action) => {
          const prefix = actionId(serverKey, '')
          if (action.startsWith(prefix)) return { tool: action.slice(prefix.length), server: serverKey }
          const [server = '', ...tool] = action.split('___')
          return { tool: tool.join('___'), server }
        }),
        open: [],
        extra: [...new Set(read.map((one) => one.gateway))].flatMap((one) =>
          one === gateway ? [] : [`the gateway is ${one}`],
        ),
      }),
    }
  })
}

/**
 * Where policies join others, a condition needs a permit for those who have none, and a forbid for those who have a wider one. Each
 * is created by itself and can fail, so each must hold alone.
 */
function unpairedProblems(read: readonly Statement[]): string[] {
  const halves = new Map<string, { permit: Set<string>; forbid: Set<string> }>()
  for (const { permits, condition, actions } of read)
    for (const action of actions) {
      const both = halves.get(action) ?? { permit: new Set(), forbid: new Set() }
      if (condition !== undefined) both[permits ? 'permit' : 'forbid'].add(condition)
      halves.set(action, both)
    }
  return [...halves].flatMap(([action, { permit, forbid }]) =>
    permit.size === forbid.size && [...permit].every((condition) => forbid.has(condition))
      ? []
      : [`${action}: permit and forbid have not the same condition`],
  )
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

function statements(text: string, problems: string[]): Statement[] {
  const uncommented = text.replace(/^\/\/.*$/gm, '').trim()
  if (uncommented === '') return []
  return uncommented.split(/\n{2,}(?=permit|forbid)/).flatMap((part) => {
    if (part.length > MAX_STATEMENT_CHARS || part.length < MIN_STATEMENT_CHARS)
      problems.push(`a statement has ${part.length} characters; AgentCore takes 35 to 10,000`)
    const found = statement(part)
    if (!found) problems.push(`not understood: ${part}`)
    return found ?? []
  })
}

function statement(part: string): Statement | undefined {
  const match = STATEMENT.exec(part)
  if (!match) return undefined
  const [, effect, single, several, literal = '', word, body] = match
  const actions = (single === undefined ? (several as string).split(',\n    ') : [single]).map((action) =>
    readCedarString(ACTION.exec(action)?.[1] ?? ''),
  )
  const gateway = readCedarString(literal)
  const holds = body === undefined ? () => true : readCedarExpression(body, 'context.input')
  if (!holds || gateway === undefined || gateway === '') return undefined
  if (!actions.every((action) => action !== undefined)) return undefined
  return {
    permits: effect === 'permit',
    condition: body,
    gateway,
    actions,
    applies: word === 'unless' ? (input) => !holds(input) : holds,
  }
}
