import { actionId } from '../formats/agentcore.ts'
import { readCedarString } from '../formats/cedar-text.ts'
import type { Verifier } from './verifier.ts'

const STRING = String.raw`"(?:[^"\\]|\\.)*"`
const STATEMENT = new RegExp(
  `^(permit|forbid)\\(\\n  principal is AgentCore::OAuthUser,\\n  action(?: == AgentCore::Action::(${STRING}))?,\\n  resource == AgentCore::Gateway::(${STRING})\\n\\)(?: (when|unless) \\{\\n  ([\\s\\S]*)\\n\\})?;$`,
)
const HAS = new RegExp(`^(!\\()?context\\.input has (${STRING})\\)?$`)
const COMPARE = new RegExp(`^context\\.input\\[(${STRING})\\] (==|!=|<=|>=|<|>) (${STRING}|-?\\d+|true|false)$`)
const CONTAINS = new RegExp(`^(!\\()?\\[(.*)\\]\\.contains\\(context\\.input\\[(${STRING})\\]\\)\\)?$`)

type Test = (input: Record<string, unknown>) => boolean

interface Statement {
  permits: boolean
  gateway: string
  /** Undefined for every action. */
  action: string | undefined
  applies: Test
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
      const matching = all.filter(({ action, applies }) => (action === undefined || action === id) && applies(input))
      if (matching.length > 0 && matching.every(({ permits }) => permits)) return 'pass'
      return 'hide'
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
    const tests = body === undefined ? [] : body.split(' &&\n  ').map(testOf)
    const unknown = tests.indexOf(undefined)
    if (unknown !== -1) return `not understood: ${body}`
    const holds: Test = (input) => tests.every((one) => one?.(input))
    found.push({
      gateway: arn,
      permits: effect === 'permit',
      action: action === undefined ? undefined : readCedarString(action),
      applies: word === 'unless' ? (input) => !holds(input) : holds,
    })
  }
  return found
}

function testOf(clause: string): Test | undefined {
  const has = HAS.exec(clause)
  if (has) {
    const name = readCedarString(has[2] as string) as string
    return (input) => Object.hasOwn(input, name) !== (has[1] !== undefined)
  }
  const compare = COMPARE.exec(clause)
  if (compare) {
    const [, argument = '', operator = '', literal = ''] = compare
    const name = readCedarString(argument) as string
    const wanted = valueIn(literal)
    return (input) => compared(input[name], operator, wanted)
  }
  const contains = CONTAINS.exec(clause)
  if (!contains) return undefined
  const [, not, list = '', argument = ''] = contains
  const values = [...list.matchAll(new RegExp(`${STRING}|-?\\d+|true|false`, 'g'))].map(([literal]) => valueIn(literal))
  const name = readCedarString(argument) as string
  return (input) => values.includes(input[name]) !== (not !== undefined)
}

const valueIn = (literal: string): unknown => (literal.startsWith('"') ? readCedarString(literal) : JSON.parse(literal))

function compared(actual: unknown, operator: string, wanted: unknown): boolean {
  if (operator === '==') return actual === wanted
  if (operator === '!=') return actual !== wanted
  if (typeof actual !== 'number' || typeof wanted !== 'number') return false
  const difference = actual - wanted
  return operator === '<'
    ? difference < 0
    : operator === '<='
      ? difference <= 0
      : operator === '>'
        ? difference > 0
        : difference >= 0
}
