import * as cedarWasm from '@cedar-policy/cedar-wasm/nodejs'
import { actionId } from '../policy/targets/agentcore/action-id.ts'
import { type GatewayAction, type GatewaySchema, schemaOf, withAliases } from './agentcore-schema.ts'
import { scopeNames } from './policy-slices.ts'

/** How many actions a schema has for which all policies are validated at once; Cedar tries each policy with each action. */
const MAX_ACTIONS = 60

/**
 * What Cedar says of policies by the schema of the gateway. Those of many tools are validated in groups, each by the schema of the
 * tools that its policies name: what one tool takes says nothing about another.
 */
export function validationProblems(text: string, serverKey: string, { schema, actions }: GatewaySchema): string[] {
  if (actions.length <= MAX_ACTIONS) return problemsOf(withAliases(text, serverKey, actions), schema)
  const parts = cedarWasm.policySetTextToParts(text)
  if (parts.type === 'failure') return parts.errors.map(({ message }) => message)
  return groupsOf(parts.policies, serverKey, actions).flatMap(({ policies, about }) => {
    const own = about ?? actions
    return problemsOf(withAliases(policies.join('\n'), serverKey, own), about ? schemaOf(own) : schema)
  })
}

interface Group {
  policies: string[]
  /** The actions that the policies name; all where one of them names others, or none. */
  about?: readonly GatewayAction[]
}

function groupsOf(policies: readonly string[], serverKey: string, actions: readonly GatewayAction[]): Group[] {
  const known = new Map(actions.map((action) => [actionId(serverKey, action.tool), action]))
  const groups: Group[] = []
  let open: { policies: string[]; about: GatewayAction[] } | undefined
  for (const policy of policies) {
    const names = scopeNames(policy, 'action') ?? []
    const about = names.flatMap((name) => known.get(name) ?? [])
    if (names.length === 0 || about.length < names.length) groups.push({ policies: [policy] })
    else if (open && open.about.length + about.length <= MAX_ACTIONS) {
      open.policies.push(policy)
      open.about.push(...about)
    } else {
      open = { policies: [policy], about }
      groups.push(open)
    }
  }
  return groups.map(({ policies, about }) => ({ policies, ...(about ? { about: [...new Set(about)] } : {}) }))
}

function problemsOf(staticPolicies: string, schema: GatewaySchema['schema']): string[] {
  const validated = cedarWasm.validate({ schema: schema as never, policies: { staticPolicies } })
  if (validated.type === 'failure') return validated.errors.map(({ message }) => message)
  return validated.validationErrors.map(({ error }) => error.message)
}
