import { z } from 'zod'
import { readCedarString } from '../../core/cedar-text.ts'
import { finder, type Linter, type LintFinding } from '../../core/linter.ts'
import { readYaml } from '../../core/read-text.ts'

const schema = z.looseObject({
  version: z.string(),
  type: z.literal('cedarv1'),
  cedar: z.looseObject({ policies: z.array(z.string()), entities_json: z.string().optional() }),
})
const ACTIONS = ['call_tool', 'get_prompt', 'read_resource', 'list_tools', 'list_prompts', 'list_resources']
const NAMED = /\b(Action|Tool)::("(?:[^"\\]|\\.)*")/g

/** ToolHive's authorization file. Source: stacklok/toolhive, docs/authz.md, read 2026-11-20. */
function findings(text: string): LintFinding[] {
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

/** Reads files that people already have. */
export const toolhiveLinter: Linter = {
  recognise(file, text) {
    return /\.ya?ml$/.test(file) && /^type: *["']?cedarv1\b/m.test(text) ? 'content' : undefined
  },
  find: findings,
  rules: [
    {
      id: 'unreadable',
      title: 'The file cannot be read',
      about: 'It is no YAML, or a member is missing or of the wrong type, so the proxy does not start with it.',
      fix: 'Correct what is named.',
      bad: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies: permit\n',
      good: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - permit(principal, action, resource);\n',
    },
    {
      id: 'nothing-permitted',
      title: 'Nothing is permitted',
      about: 'What no policy permits is refused; a file of forbids alone refuses everything.',
      fix: 'Permit what may pass, or permit everything above the forbids.',
      bad: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - forbid(principal, action, resource == Tool::"pay");\n',
      good: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - permit(principal, action, resource);\n    - forbid(principal, action, resource == Tool::"pay");\n',
    },
    {
      id: 'unknown-action',
      title: 'An action that ToolHive does not have',
      about:
        'The proxy asks about calls of tools, prompts and resources by names of its own; a policy about another action never matches.',
      fix: 'Write Action::"call_tool" for calls.',
      bad: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - permit(principal, action == Action::"tools/call", resource == Tool::"get");\n    - permit(principal, action == Action::"call_tool", resource == Tool::"list");\n',
      good: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - permit(principal, action == Action::"call_tool", resource == Tool::"get");\n',
    },
    {
      id: 'tool-without-call',
      title: 'A tool beside an action that is about no tool',
      about:
        'Prompts and resources are other kinds of entity, so a policy that compares them with a tool never matches.',
      fix: 'Write Action::"call_tool", or name the prompt or resource.',
      bad: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - permit(principal, action == Action::"get_prompt", resource == Tool::"get");\n',
      good: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - permit(principal, action == Action::"call_tool", resource == Tool::"get");\n',
    },
  ],
}
