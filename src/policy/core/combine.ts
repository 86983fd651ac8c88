import type { Limitation, Snippet } from './snippet.ts'
import type { RenderTarget } from './target.ts'

/** How the files of several servers become one. */
export interface Combine {
  /** @throws {Error} where two servers want different things of one member. */
  join(texts: readonly string[]): string
  /** The parts of such a file that the target reads one by one; the file itself when absent. */
  split?(text: string): string[]
}

/** A file for several servers. */
export interface Combined {
  file: string
  text: string
  limitations: Limitation[]
}

/**
 * One file for several servers, each rendered for one target under a key of its own; those that have no text are left out.
 * @throws {Error} for a target that has one file a server, and where two servers want different things of one member.
 */
export function combine(snippets: readonly Snippet[]): Combined {
  const [first] = snippets
  if (!first?.target.combine) throw new Error(`${first?.target.id ?? 'no target'} has one file for each server`)
  return joinSnippets(first.target.combine, snippets)
}

/** The same for a target whose way to combine was fetched apart from it. */
export function joinSnippets({ join }: Combine, snippets: readonly Snippet<RenderTarget>[]): Combined {
  const limitations = new Map(snippets.flatMap((snippet) => snippet.limitations).map((one) => [one.what, one]))
  return {
    file: snippets[0]?.file ?? '',
    text: join(snippets.flatMap(({ text, refusal }) => (refusal === undefined ? [text] : []))),
    limitations: [...limitations.values()],
  }
}
