import type { Condition, Rule } from '../../schema/rule.ts'
import { type Json, objectOf, type Tool } from '../../schema/tool.ts'
import { cedarString } from './cedar-text.ts'
import { escapeUnseen } from './escape.ts'
import type { Format, Loss } from './format.ts'
import { mergeRules } from './merge.ts'
import { settle } from './settle.ts'

/** Stands for the reader's own gateway where none is given. */
export const GATEWAY = 'YOUR-GATEWAY-ARN'

/**
 * Policies of Amazon Bedrock AgentCore: Cedar over actions `<target>___<tool>` with three underscores and over a gateway.
 * Nothing is permitted that no policy permits, and `forbid` wins. The schema that comes with the snippet is made from the
 * parameters of the tools, so that a misspelt argument or a wrong type is found before it is applied.
 * Source: docs.aws.amazon.com, AgentCore Policy, read 2026-11-20.
 */
export const agentcore: Format = {
  id: 'agentcore',
  label: 'AWS AgentCore',
  language: 'text',
  minimumVersion: 'AgentCore Policy',
  about: 'Amazon’s gateway for agents; put the ARN of your gateway where the snippet says so.',
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.cedar`,
  render(all, { rest, serverKey, tools = new Map(), gateway = GATEWAY }) {
    const { rules, losses: unnamed } = mergeRules(all, rest)
    const unsaid = rules.filter(({ tool, conditions }) =>
      conditions.some((condition) => clauses(condition, tools.get(tool), true) === undefined),
    )
    const plain = rules.map((rule) =>
      unsaid.includes(rule) && rule.effect === 'allow' ? { ...rule, effect: 'ask' as const, conditions: [] } : rule,
    )
    const can = { ask: false, hide: true, limits: false, conditions: true, denyHides: true }
    const { settled, losses } = settle(plain, can, 'AgentCore’s policy')
    const statements = settled.flatMap(({ rule, effect }) => {
      if (effect !== 'allow') return rest === 'allow' ? [statement(gateway, 'forbid', serverKey, rule.tool)] : []
      // A forbid whose condition fails is skipped, so there every argument is asked for before it is read.
      const guard = rest === 'allow'
      const when = rule.conditions.flatMap((condition) => clauses(condition, tools.get(rule.tool), guard) ?? [])
      if (rest === 'deny') return [statement(gateway, 'permit', serverKey, rule.tool, when)]
      return when.length > 0 ? [statement(gateway, 'forbid', serverKey, rule.tool, when, 'unless')] : []
    })
    if (rest === 'allow') statements.unshift(everything(gateway))
    const schema = schemaOf(
      settled.map(({ rule }) => rule),
      serverKey,
      tools,
    )
    const lost: Loss[] =
      unsaid.length > 0
        ? [
            {
              what: 'Cedar has no patterns for text. Where the rule is about such an argument, the snippet refuses every call.',
            },
          ]
        : []
    return {
      format: 'agentcore',
      serverKey,
      gateway,
      file: agentcore.fileName(serverKey),
      language: 'text',
      text: statements.length > 0 ? `${statements.join('\n\n')}\n` : '// Nothing is permitted.\n',
      losses: [...unnamed, ...losses, ...lost],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      rest,
      companions: [
        {
          file: 'schema.json',
          language: 'json',
          text: escapeUnseen(`${JSON.stringify(schema, null, 2)}\n`, 'json'),
          about: 'The schema of these tools, for checking the policy before it is applied.',
        },
      ],
    }
  },
}

/** The action's name of a tool: target and tool with three underscores between them. */
export const actionId = (serverKey: string, tool: string) => `${serverKey}___${tool}`

function statement(
  gateway: string,
  effect: 'permit' | 'forbid',
  serverKey: string,
  tool: string,
  when: readonly string[] = [],
  word: 'when' | 'unless' = 'when',
): string {
  const scope = [
    '  principal is AgentCore::OAuthUser',
    `  action == AgentCore::Action::${cedarString(actionId(serverKey, tool))}`,
    `  resource == AgentCore::Gateway::${cedarString(gateway)}`,
  ]
  const condition = when.length > 0 ? ` ${word} {\n  ${when.join(' &&\n  ')}\n}` : ''
  return `${effect}(\n${scope.join(',\n')}\n)${condition};`
}

const everything = (gateway: string) =>
  `permit(\n  principal is AgentCore::OAuthUser,\n  action,\n  resource == AgentCore::Gateway::${cedarString(gateway)}\n);`

const COMPARED: Partial<Record<Condition['op'], string>> = {
  eq: '==',
  neq: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
}

/**
 * What Cedar must find true for a condition to hold; undefined where it cannot say so for the type of the argument.
 * @param guard whether to ask for arguments that the schema requires, too.
 */
function clauses({ path, op, value }: Condition, tool: Tool | undefined, guard: boolean): string[] | undefined {
  const inputSchema = objectOf(tool?.['inputSchema'])
  const type = typeOf(objectOf(inputSchema?.['properties'])?.[path])
  const required = inputSchema?.['required']
  const certain = !guard && Array.isArray(required) && required.includes(path)
  if (path.includes('.') || type === undefined) return undefined
  const has = `context.input has ${cedarString(path)}`
  if (op === 'exists') return [value === true ? has : `!(${has})`]
  const argument = `context.input[${cedarString(path)}]`
  if (op === 'in' || op === 'not_in') {
    const literals = Array.isArray(value) ? value.map((one) => literal(one, type)) : []
    if (literals.length === 0 || literals.includes(undefined)) return undefined
    const among = `[${literals.join(', ')}].contains(${argument})`
    return [...(certain ? [] : [has]), op === 'in' ? among : `!(${among})`]
  }
  const operator = COMPARED[op]
  const text = literal(value, type)
  if (!operator || text === undefined || (operator.length === 1 && type !== 'Long')) return undefined
  if (operator.endsWith('=') && '<>'.includes(operator.charAt(0)) && type !== 'Long') return undefined
  return [...(certain ? [] : [has]), `${argument} ${operator} ${text}`]
}

function literal(value: unknown, type: string): string | undefined {
  if (type === 'String' && typeof value === 'string') return cedarString(value)
  if (type === 'Long' && Number.isSafeInteger(value)) return String(value)
  return type === 'Boolean' && typeof value === 'boolean' ? String(value) : undefined
}

const TYPES: Record<string, string> = { string: 'String', integer: 'Long', boolean: 'Boolean' }

function typeOf(schema: Json | undefined): string | undefined {
  const type = objectOf(schema)?.['type']
  return typeof type === 'string' && Object.hasOwn(TYPES, type) ? TYPES[type] : undefined
}

/** A schema in Cedar's own JSON form: one action a tool, with its parameters as the members of `context.input`. */
function schemaOf(rules: readonly Rule[], serverKey: string, tools: ReadonlyMap<string, Tool>) {
  const actions = rules.map(({ tool }) => {
    const inputSchema = objectOf(tools.get(tool)?.['inputSchema'])
    const required = Array.isArray(inputSchema?.['required']) ? inputSchema['required'] : []
    const attributes = Object.entries(objectOf(inputSchema?.['properties']) ?? {}).flatMap(([name, schema]) => {
      const type = typeOf(schema)
      return type && name.isWellFormed() ? [[name, { type, required: required.includes(name) }] as const] : []
    })
    const input = { type: 'Record', attributes: Object.fromEntries(attributes), required: true }
    return [
      actionId(serverKey, tool),
      {
        appliesTo: {
          principalTypes: ['OAuthUser'],
          resourceTypes: ['Gateway'],
          context: { type: 'Record', attributes: { input } },
        },
      },
    ] as const
  })
  return { AgentCore: { entityTypes: { OAuthUser: {}, Gateway: {} }, actions: Object.fromEntries(actions) } }
}
