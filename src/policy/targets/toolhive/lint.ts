import { at, textOf, textsOf } from '../../core/document.ts'
import { asReports, defineLinter, type Report } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { recogniser, rootOf } from './recognise.ts'
import { type ListedPolicies, toolhiveRules } from './rules.ts'

function read(source: PolicyText): ListedPolicies | { problems: Report[] } {
  if (source.yaml.problems.length > 0) return { problems: asReports(source.yaml.problems) }
  const root = rootOf(source)
  const list = at(root, 'cedar', 'policies')
  if (!list?.items) return { problems: [{ what: 'cedar.policies is not a list', at: list ?? root }] }
  if (list.items.some(({ value }) => typeof value !== 'string'))
    return { problems: [{ what: 'cedar.policies has an entry that is not text', at: list }] }
  if (textOf(at(root, 'version')) === undefined)
    return { problems: [{ what: 'version is not a text, such as "1.0"', at: at(root, 'version') ?? root }] }
  if (list.items.length === 0)
    return { problems: [{ what: 'cedar.policies is empty, which ToolHive refuses', at: list }] }
  return { list, policies: textsOf(list) }
}

/** ToolHive's authorization file, YAML or JSON. Source: stacklok/toolhive, docs/authz.md, read 2026-11-20. */
export const toolhiveLinter = defineLinter<ListedPolicies>({
  target: 'toolhive',
  ...recogniser,
  read,
  unreadable: {
    id: 'unreadable',
    title: 'ToolHive cannot read the file',
    about:
      'The file is not valid YAML or JSON, or a field is missing or has the wrong type. The proxy does not start with it.',
    fix: 'Correct the reported line.',
    bad: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies: permit\n',
    good: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - permit(principal, action, resource);\n',
  },
  rules: toolhiveRules({
    'nothing-permitted': {
      bad: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - forbid(principal, action, resource == Tool::"pay");\n',
      good: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - permit(principal, action, resource);\n    - forbid(principal, action, resource == Tool::"pay");\n',
    },
    'unknown-action': {
      bad: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - permit(principal, action == Action::"tools/call", resource == Tool::"get");\n    - permit(principal, action == Action::"call_tool", resource == Tool::"list");\n',
      good: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - permit(principal, action == Action::"call_tool", resource == Tool::"get");\n',
    },
    'tool-without-call': {
      bad: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - permit(principal, action == Action::"get_prompt", resource == Tool::"get");\n',
      good: 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - permit(principal, action == Action::"call_tool", resource == Tool::"get");\n',
    },
  }),
})
