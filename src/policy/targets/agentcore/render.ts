import type { Condition, Rule } from '../../../schema/rule.ts'
import { type Json, objectOf, type Tool } from '../../../schema/tool.ts'
import { argumentOf, cedarClauses, cedarTypeOf } from '../../core/cedar-conditions.ts'
import { cedarString } from '../../core/cedar-text.ts'
import { escapeUnseen } from '../../core/escape.ts'
import { conditionsOfSettled, settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import type { Format } from '../../core/target.ts'

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
  checksArguments: true,
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.cedar`,
  render(all, { rest, serverKey, tools = new Map(), gateway = GATEWAY }) {
    const { rules, losses: unnamed } = mergeRules(all, rest)
    // A forbid whose condition fails is skipped, so there every argument is asked for before it is read.
    const guard = rest === 'allow'
    const can = {
      ask: false,
      hide: true,
      limits: false,
      conditions: (condition: Condition, { tool }: Rule) =>
        clauses(condition, tools.get(tool), guard) ? condition : undefined,
      denyHides: true,
    }
    const { settled, losses } = settle(rules, can, 'AgentCore’s policy')
    const statements = settled.flatMap(({ rule, effect, conditions }) => {
      if (effect !== 'allow') return rest === 'allow' ? [statement(gateway, 'forbid', serverKey, rule.tool)] : []
      const when = conditions.flatMap((condition) => clauses(condition, tools.get(rule.tool), guard) ?? [])
      if (rest === 'deny') return [statement(gateway, 'permit', serverKey, rule.tool, when)]
      return when.length > 0 ? [statement(gateway, 'forbid', serverKey, rule.tool, when, 'unless')] : []
    })
    if (rest === 'allow') statements.unshift(everything(gateway))
    const schema = schemaOf(
      settled.map(({ rule }) => rule),
      serverKey,
      tools,
    )
    return {
      format: 'agentcore',
      serverKey,
      gateway,
      file: agentcore.fileName(serverKey),
      language: 'text',
      text: statements.length > 0 ? `${statements.join('\n\n')}\n` : '// Nothing is permitted.\n',
      losses: [...unnamed, ...losses],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      conditions: conditionsOfSettled(settled),
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

/**
 * What Cedar must find true for a condition to hold; undefined where it cannot say so for the type of the argument.
 * AgentCore gives policies the arguments in the types of the tool's schema, with `number` as a decimal.
 * Source: docs.aws.amazon.com, AgentCore Policy, schema constraints, read 2026-11-21.
 * @param guard whether to ask for arguments that the schema requires, too.
 */
function clauses(condition: Condition, tool: Tool | undefined, guard: boolean): string[] | undefined {
  const { schema, required } = argumentOf(tool, condition.path)
  if (schema === undefined || !schemaTypeOf(schema)) return undefined
  return cedarClauses(condition, {
    record: 'context.input',
    name: condition.path,
    type: cedarTypeOf(schema),
    certain: required && !guard,
  })
}

type SchemaType = { type: string } | { type: 'Extension'; name: string } | { type: 'Set'; element: { type: string } }

/** The type of an argument in Cedar's schema; a list of texts can be there or not, and nothing else is asked of it. */
function schemaTypeOf(schema: Json): SchemaType | undefined {
  const type = cedarTypeOf(schema)
  if (type) return type === 'decimal' ? { type: 'Extension', name: 'decimal' } : { type }
  const { type: list, items } = objectOf(schema) ?? {}
  return list === 'array' && objectOf(items)?.['type'] === 'string'
    ? { type: 'Set', element: { type: 'String' } }
    : undefined
}

/** A schema in Cedar's own JSON form: one action a tool, with its parameters as the members of `context.input`. */
function schemaOf(rules: readonly Rule[], serverKey: string, tools: ReadonlyMap<string, Tool>) {
  const actions = rules.map(({ tool }) => {
    const inputSchema = objectOf(tools.get(tool)?.['inputSchema'])
    const required = Array.isArray(inputSchema?.['required']) ? inputSchema['required'] : []
    const attributes = Object.entries(objectOf(inputSchema?.['properties']) ?? {}).flatMap(([name, schema]) => {
      const type = schemaTypeOf(schema)
      return type && name.isWellFormed() ? [[name, { ...type, required: required.includes(name) }] as const] : []
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
