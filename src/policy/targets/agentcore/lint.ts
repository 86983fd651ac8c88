import { readCedarString } from '../../core/cedar-text.ts'
import { finder, type Linter } from '../../core/lint-finding.ts'

const STRING = String.raw`"(?:[^"\\]|\\.)*"`
const ACTION = new RegExp(String.raw`(\w+::)?Action::(${STRING})`, 'g')

/**
 * Cedar policies of AgentCore. Source: docs.aws.amazon.com, AgentCore policy, read 2026-11-20: actions are
 * `AgentCore::Action::"Target___tool"` with three underscores.
 */
export const lintAgentcore: Linter = (text) => {
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
