import { finder, type Linter, type LintFinding } from '../../core/linter.ts'
import { readGateway } from './validate.ts'

/** What the gateway refuses, and entries of tools that are hidden, and so never called. */
function findings(text: string): LintFinding[] {
  const find = finder('gateway', text)
  const { policy, problems } = readGateway(text)
  if (!policy) return problems.map((what) => find('refused', what))
  const { hide = [], tools = {} } = policy
  return Object.keys(tools)
    .filter((tool) => hide.includes(tool) || hide.includes('*'))
    .map((tool) => find('no-effect', `${tool} is hidden, so its entry never counts`, tool))
}

/** Reads files that people already have. */
export const gatewayLinter: Linter = {
  recognise(file, text) {
    return /\.json$/.test(file) && /"tools"|"hide"/.test(text) ? 'guess' : undefined
  },
  find: findings,
  rules: [
    {
      id: 'refused',
      title: 'The gateway refuses the policy',
      about: 'A member is missing, unknown or of the wrong type.',
      fix: 'Correct what is named.',
      bad: '{"version": "1", "default": "maybe", "tools": {}}',
      good: '{"version": "1", "default": "deny", "tools": {}}',
    },
    {
      id: 'no-effect',
      title: 'An entry for a tool that is hidden',
      about: 'A hidden tool is refused before its entry is read, so what the entry says never counts.',
      fix: 'Take the tool from hide, or remove the entry.',
      bad: '{"version": "1", "default": "deny", "hide": ["pay"], "tools": {"pay": {}}}',
      good: '{"version": "1", "default": "deny", "hide": ["pay"], "tools": {}}',
    },
  ],
}
