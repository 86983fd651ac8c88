import { readCedarString } from '../../core/cedar-text.ts'
import { finder, type Linter, type LintFinding } from '../../core/linter.ts'

const STRING = String.raw`"(?:[^"\\]|\\.)*"`
const ACTION = new RegExp(String.raw`(\w+::)?Action::(${STRING})`, 'g')

/**
 * Cedar policies of AgentCore. Source: docs.aws.amazon.com, AgentCore policy, read 2026-11-20: actions are
 * `AgentCore::Action::"Target___tool"` with three underscores.
 */
function findings(text: string): LintFinding[] {
  const find = finder('agentcore', text)
  const bare = text.replace(/\/\/.*$/gm, '')
  const statements = bare.split(';').filter((part) => part.trim() !== '')
  const findings = statements
    .filter((part) => !/^\s*(?:@\w+\("[^"]*"\)\s*)*(permit|forbid)\s*\(/.test(part))
    .map((part) => find('unreadable', 'a statement is neither permit nor forbid', part.trim().slice(0, 40)))
  if (findings.length > 0) return findings
  for (const [whole, namespace, literal = ''] of bare.matchAll(ACTION)) {
    const name = readCedarString(literal) ?? ''
    if (namespace !== 'AgentCore::') findings.push(find('namespace', `${whole} is no action of AgentCore`, whole))
    else if (!/.___./.test(name))
      findings.push(find('separator', `${name} has no three underscores between target and tool`, name))
  }
  if (statements.length > 0 && !statements.some((part) => /^\s*permit\s*\(/m.test(part)))
    findings.push(find('nothing-permitted', 'no policy permits anything, so every call is refused'))
  return findings
}

/** Reads files that people already have. */
export const agentcoreLinter: Linter = {
  recognise(file) {
    return /\.cedar$/.test(file) ? 'name' : undefined
  },
  find: findings,
  rules: [
    {
      id: 'unreadable',
      title: 'A statement that is none',
      about: 'Cedar has permit and forbid; a policy with anything else is refused.',
      fix: 'Correct the statement.',
      bad: 'allow(principal, action, resource);\n',
      good: 'permit(principal, action, resource);\n',
    },
    {
      id: 'separator',
      title: 'An action with the wrong number of underscores',
      about:
        'The name of an action is the target, three underscores and the tool; with any other number it is the name of nothing, and the policy never matches.',
      fix: 'Write three underscores between target and tool.',
      bad: 'permit(principal, action == AgentCore::Action::"GitHub__get_me", resource);\n',
      good: 'permit(principal, action == AgentCore::Action::"GitHub___get_me", resource);\n',
    },
    {
      id: 'namespace',
      title: "An action outside of AgentCore's namespace",
      about: 'Every entity of AgentCore has its namespace; an action without it is one that is never asked about.',
      fix: 'Write AgentCore::Action.',
      bad: 'permit(principal, action == Action::"GitHub___get_me", resource);\n',
      good: 'permit(principal, action == AgentCore::Action::"GitHub___get_me", resource);\n',
    },
    {
      id: 'nothing-permitted',
      title: 'Nothing is permitted',
      about: 'What no policy permits is refused; forbids alone refuse everything.',
      fix: 'Permit what may pass.',
      bad: 'forbid(principal, action == AgentCore::Action::"GitHub___get_me", resource);\n',
      good: 'permit(principal, action, resource);\nforbid(principal, action == AgentCore::Action::"GitHub___get_me", resource);\n',
    },
  ],
}
