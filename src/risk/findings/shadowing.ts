import { type Lexicon, lookUp } from '../lexicon.ts'

/**
 * Tells whether a word is the name of a tool that neither the server nor the tool itself knows: a verb, an underscore and
 * more. Names that begin with a weak verb, or with one that can also be a noun, are mostly those of parameters.
 * @param known whether the server lists a tool, or the tool has a parameter, of that name.
 * @param nouns verbs that can also be nouns.
 */
export function isForeignTool(
  name: string,
  known: (name: string) => boolean,
  lexicon: Lexicon,
  nouns: ReadonlySet<string>,
): boolean {
  const [verb = ''] = name.toLowerCase().split('_')
  const found = lookUp(lexicon, verb)
  return found !== undefined && found.base === verb && found.strength > 1 && !nouns.has(verb) && !known(name)
}
