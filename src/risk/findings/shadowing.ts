import type { Span } from '../../schema/assessment.ts'
import { descriptionOf, type Tool } from '../../schema/tool.ts'
import { type Lexicon, lookUp } from '../lexicon.ts'

const NAMED =
  /\b(use|call|invoke|run|prefer|execute|trigger|instead of|before|after)\s+(?:using\s+|calling\s+|the\s+|this\s+|tool\s+){0,3}[`"']([a-z][a-z0-9]{1,30}(?:_[a-z0-9]{1,30}){1,6})[`"']/gi
const LONGEST = 20_000

/**
 * Names of tools that a description directs the agent about and that neither the server nor the tool's own parameters
 * know: a verb, an underscore and a noun, quoted, behind a word such as "use".
 * @param known names that the server lists, and names of the tool's parameters.
 * @param nouns verbs that can also be nouns; a name that begins with one is mostly a parameter.
 */
export function foreignTools(
  tool: Tool,
  known: ReadonlySet<string>,
  lexicon: Lexicon,
  nouns: ReadonlySet<string>,
): Span[] {
  const text = descriptionOf(tool).slice(0, LONGEST)
  for (const match of text.matchAll(NAMED)) {
    const name = match[2] as string
    const [verb] = name.split('_')
    const found = verb === undefined ? undefined : lookUp(lexicon, verb)
    if (known.has(name) || !found || found.base !== verb || found.strength === 1 || nouns.has(found.base)) continue
    const start = match.index + match[0].length - name.length - 1
    return [{ field: 'description', start, end: start + name.length, quote: name }]
  }
  return []
}
