import type { Limit, Rule } from '../schema/rule.ts'
import type { Snippet } from './formats/format.ts'

/**
 * What this very snippet does with the rule's tool, in words.
 * @returns one sentence, and points about counting and about other tools.
 */
export function effectWords(rule: Rule, snippet: Snippet): { summary: string; points: string[] } {
  const effect = snippet.effects.get(rule.tool)
  const others =
    snippet.rest === 'allow'
      ? 'Every other tool stays as it was: the default is allow.'
      : 'Every tool that is not named is refused: the default is deny.'
  if (effect === undefined) return { summary: 'This snippet cannot name the tool.', points: [others] }
  if (effect === 'hide')
    return {
      summary: 'The tool disappears from the list that the model sees, and calls are refused.',
      points: [others],
    }
  if (effect === 'deny')
    return { summary: 'Every call of this tool is refused, with the reason above.', points: [others] }
  const conditions = rule.conditions.map(
    ({ path, op, value }) => `The argument ${path} must hold: ${op} ${JSON.stringify(value)}.`,
  )
  if (effect === 'allow')
    return { summary: 'Calls of this tool pass without a limit.', points: [...conditions, others] }
  const counted =
    snippet.format === 'intercept'
      ? 'It counts by calendar windows in UTC, for all agents behind one proxy together.'
      : 'It counts for each grant by itself; a grant is one agent’s token.'
  return {
    summary: `Calls of this tool pass, ${rule.limits.map(limitText).join(' and ')}.`,
    points: [...conditions, counted, others],
  }
}

function limitText({ max, per }: Limit): string {
  return `at most ${max} in one ${per}; call number ${max + 1} is refused until the next ${per} begins`
}
