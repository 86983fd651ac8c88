import { textsOf } from '../../core/document.ts'
import { asReports, defineLinter, type Report } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { type ListedPolicies, toolhiveRules } from '../toolhive/rules.ts'
import { isOurs, listOf, recogniser } from './recognise.ts'

function read({ yaml }: PolicyText): ListedPolicies | { problems: Report[] } {
  if (yaml.problems.length > 0) return { problems: asReports(yaml.problems) }
  const root = yaml.roots.find((one) => isOurs(one) && listOf(one)) ?? yaml.roots.find(isOurs)
  const list = listOf(root)
  if (!list) return { problems: [{ what: 'the resource has no policies, so every tool is open', at: root }] }
  if (!list.items || list.items.some(({ value }) => typeof value !== 'string'))
    return { problems: [{ what: 'policies is not a list of texts', at: list }] }
  if (list.items.length === 0)
    return { problems: [{ what: 'policies is empty, and the cluster needs at least one', at: list }] }
  return { list, policies: textsOf(list) }
}

const resource = (policies: string) =>
  `apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPServer\nmetadata:\n  name: shop\nspec:\n  image: shop\n  authzConfig:\n    type: inline\n    inline:\n      policies:${policies}\n`
const list = (...policies: string[]) => policies.map((policy) => `\n        - ${policy}`).join('')

/** ToolHive's resources for Kubernetes. Source: stacklok/toolhive, the CRD of mcpservers and docs/authz.md, read 2026-11-20. */
export const toolhiveKubernetesLinter = defineLinter<ListedPolicies>({
  target: 'toolhive-kubernetes',
  ...recogniser,
  read,
  unreadable: {
    id: 'unreadable',
    title: 'The cluster rejects the resource, or it has no policies',
    about: 'The list of policies needs at least one entry. Without a list, nothing is refused.',
    fix: 'Correct the reported line.',
    bad: resource(' []'),
    good: resource(list('permit(principal, action, resource);')),
  },
  rules: toolhiveRules({
    'nothing-permitted': {
      bad: resource(list('forbid(principal, action, resource == Tool::"pay");')),
      good: resource(
        list('permit(principal, action, resource);', 'forbid(principal, action, resource == Tool::"pay");'),
      ),
    },
    'unknown-action': {
      bad: resource(list('permit(principal, action == Action::"tools/call", resource == Tool::"get");')),
      good: resource(list('permit(principal, action == Action::"call_tool", resource == Tool::"get");')),
    },
    'tool-without-call': {
      bad: resource(list('permit(principal, action == Action::"get_prompt", resource == Tool::"get");')),
      good: resource(list('permit(principal, action == Action::"call_tool", resource == Tool::"get");')),
    },
  }),
})
