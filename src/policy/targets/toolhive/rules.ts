import { readCedarString } from '../../core/cedar-text.ts'
import { cedarEffect, cedarEntities, cedarStatements } from '../../core/cedar-tokens.ts'
import type { DocumentNode } from '../../core/document.ts'
import type { LintRule, LintWords } from '../../core/linter.ts'

/** Cedar policies that are texts of a list. */
export interface ListedPolicies {
  list: DocumentNode
  policies: { text: string; node: DocumentNode }[]
}

const ACTIONS = ['call_tool', 'get_prompt', 'read_resource', 'list_tools', 'list_prompts', 'list_resources']

type Examples = Pick<LintWords, 'bad' | 'good'>

/** The rules about policies of ToolHive, wherever they are written. */
export const toolhiveRules = (
  examples: Record<'nothing-permitted' | 'unknown-action' | 'tool-without-call', Examples>,
): LintRule<ListedPolicies>[] => [
  {
    id: 'nothing-permitted',
    title: 'Nothing is permitted',
    about: 'ToolHive refuses everything that no policy permits. A file with only forbid refuses every call.',
    fix: 'Permit what may run, or permit everything above the forbid policies.',
    ...examples['nothing-permitted'],
    *find({ list, policies }) {
      const permits = policies.some(({ text }) => cedarStatements(text).some((one) => cedarEffect(one) === 'permit'))
      if (!permits) yield { what: 'no policy permits anything, so every call is refused', at: list }
    },
  },
  {
    id: 'unknown-action',
    title: 'Unknown action',
    about:
      'ToolHive has its own action names for calls of tools, prompts and resources. A policy for any other action never matches.',
    fix: 'Write Action::"call_tool" for calls.',
    ...examples['unknown-action'],
    *find({ policies }) {
      for (const { text, node } of policies)
        for (const statement of cedarStatements(text))
          for (const { type, literal } of cedarEntities(statement)) {
            const name = readCedarString(literal)
            if (type === 'Action' && name !== undefined && !ACTIONS.includes(name))
              yield { what: `Action::${literal} is not an action of ToolHive`, at: node }
          }
    },
  },
  {
    id: 'tool-without-call',
    title: 'Tool with an action for prompts or resources',
    about: 'Prompts and resources are other entity types. A policy that compares them with a tool never matches.',
    fix: 'Write Action::"call_tool", or name the prompt or resource.',
    ...examples['tool-without-call'],
    *find({ policies }) {
      for (const { text, node } of policies)
        for (const statement of cedarStatements(text)) {
          const entities = [...cedarEntities(statement)]
          const action = entities.find(({ type }) => type === 'Action')
          const name = action && readCedarString(action.literal)
          if (
            entities.some(({ type }) => type === 'Tool') &&
            name !== undefined &&
            name !== 'call_tool' &&
            ACTIONS.includes(name)
          )
            yield { what: `${name} is not about tools`, at: node }
        }
    },
  },
]
