import { z } from 'zod'
import { readCedarString } from '../../core/cedar-text.ts'
import { finder, type Linter } from '../../core/lint-finding.ts'
import { readYaml } from '../../core/read-text.ts'

const schema = z.looseObject({
  version: z.string(),
  type: z.literal('cedarv1'),
  cedar: z.looseObject({ policies: z.array(z.string()), entities_json: z.string().optional() }),
})
const ACTIONS = ['call_tool', 'get_prompt', 'read_resource', 'list_tools', 'list_prompts', 'list_resources']
const NAMED = /\b(Action|Tool)::("(?:[^"\\]|\\.)*")/g

/** ToolHive's authorization file. Source: stacklok/toolhive, docs/authz.md, read 2026-11-20. */
export const lintToolhive: Linter = (text) => {
  const find = finder('toolhive', text)
  const { value, problems } = readYaml(text, schema)
  if (!value) return problems.map((what) => find('unreadable', what))
  const { policies } = value.cedar
  const permits = policies.some((policy) => /^\s*permit\s*\(/m.test(policy))
  return [
    ...(permits ? [] : [find('nothing-permitted', 'no policy permits anything, so every call is refused', 'policies')]),
    ...policies.flatMap((policy) =>
      [...policy.matchAll(NAMED)].flatMap(([whole, type, literal = '']) => {
        const name = readCedarString(literal)
        return type === 'Action' && name !== undefined && !ACTIONS.includes(name)
          ? [find('unknown-action', `${whole} is none of ToolHive’s actions`, name)]
          : []
      }),
    ),
    ...policies.flatMap((policy) => {
      const action = /Action::("(?:[^"\\]|\\.)*")/.exec(policy)?.[1]
      const name = action && readCedarString(action)
      return /\bTool::/.test(policy) && name !== undefined && name !== 'call_tool' && ACTIONS.includes(name)
        ? [find('tool-without-call', `${name} is about no tool`, name)]
        : []
    }),
  ]
}
