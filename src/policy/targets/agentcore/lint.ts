import { readCedarString } from '../../core/cedar-text.ts'
import { type CedarStatement, cedarEffect, cedarEntities, cedarStatements } from '../../core/cedar-tokens.ts'
import { defineLinter, type LintRule, type LintWords } from '../../core/linter.ts'
import { recogniser } from './recognise.ts'

interface Policies {
  statements: CedarStatement[]
}

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'Statement is not a policy',
  about: 'A Cedar policy is permit or forbid with a scope in parentheses. AgentCore rejects anything else.',
  fix: 'Correct the statement.',
  bad: 'allow(principal, action, resource);\n',
  good: 'permit(principal, action, resource);\n',
}

const actionsOf = (statement: CedarStatement) =>
  [...cedarEntities(statement)].filter(({ type }) => /(?:^|::)Action$/.test(type))

const rules: LintRule<Policies>[] = [
  {
    id: 'separator',
    title: 'Wrong number of underscores',
    about: 'An action is the target, three underscores and the tool. With a different number the policy never matches.',
    fix: 'Write three underscores between target and tool.',
    bad: 'permit(principal, action == AgentCore::Action::"GitHub__get_me", resource);\n',
    good: 'permit(principal, action == AgentCore::Action::"GitHub___get_me", resource);\n',
    *find({ statements }) {
      for (const statement of statements)
        for (const { type, literal, ...place } of actionsOf(statement)) {
          const name = readCedarString(literal) ?? ''
          if (type === 'AgentCore::Action' && !/.___./.test(name))
            yield { what: `${name} has no three underscores between target and tool`, at: place }
        }
    },
  },
  {
    id: 'namespace',
    title: 'Action without the AgentCore namespace',
    about: 'Every AgentCore entity has its namespace. A policy for an action without it never matches.',
    fix: 'Write AgentCore::Action.',
    bad: 'permit(principal, action == Action::"GitHub___get_me", resource);\n',
    good: 'permit(principal, action == AgentCore::Action::"GitHub___get_me", resource);\n',
    *find({ statements }) {
      for (const statement of statements)
        for (const { type, literal, ...place } of actionsOf(statement))
          if (type !== 'AgentCore::Action')
            yield {
              what: `${type}::${literal} is not an action of AgentCore`,
              at: place,
              ...(type === 'Action' ? { edits: [{ start: place.start, end: place.start, text: 'AgentCore::' }] } : {}),
            }
    },
  },
  {
    id: 'nothing-permitted',
    title: 'Nothing is permitted',
    about:
      'AgentCore refuses everything that no policy permits. A file with only forbid refuses every call, unless another policy of the engine permits it.',
    fix: 'Permit what may run.',
    bad: 'forbid(principal, action == AgentCore::Action::"GitHub___get_me", resource);\n',
    good: 'permit(principal, action, resource);\nforbid(principal, action == AgentCore::Action::"GitHub___get_me", resource);\n',
    *find({ statements }) {
      if (statements.length > 0 && !statements.some((statement) => cedarEffect(statement) === 'permit'))
        yield { what: 'no policy permits anything, so every call is refused', at: statements[0]?.[0] }
    },
  },
]

/**
 * Cedar policies of AgentCore. Source: docs.aws.amazon.com, AgentCore policy, read 2026-11-20: actions are
 * `AgentCore::Action::"Target___tool"` with three underscores.
 */
export const agentcoreLinter = defineLinter<Policies>({
  target: 'agentcore',
  ...recogniser,
  read({ text }) {
    const statements = cedarStatements(text)
    const wrong = statements.filter((statement) => cedarEffect(statement) === undefined)
    if (wrong.length === 0) return { statements }
    return { problems: wrong.map(([first]) => ({ what: 'a statement is neither permit nor forbid', at: first })) }
  },
  unreadable,
  rules,
})
