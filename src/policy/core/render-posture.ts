import type { Posture } from '../../schema/posture.ts'
import type { Rule } from '../../schema/rule.ts'
import type { Format, RenderOptions, Snippet } from './target.ts'

/** A policy under a posture, and how its tools were divided. */
export interface PosturePolicy {
  snippet: Snippet
  /** The rules that the snippet was rendered from. */
  named: Rule[]
  /** Tools that the posture leaves as they were. */
  leftAlone: string[]
  /** What was asked for tools that are not listed. */
  rest: RenderOptions['rest']
}

/**
 * Renders the rules of a posture. Deny-only names only what it denies, asks about or narrows, and tools that are not listed keep
 * what they had; a target whose file lists what passes must name the others, too, and says so.
 * @param rules the rules of that posture.
 * @param options `rest` is what the other postures do with tools that are not listed.
 */
export function renderPosture(
  format: Format,
  rules: readonly Rule[],
  posture: Posture,
  options: RenderOptions,
): PosturePolicy {
  if (posture !== 'deny-only') {
    const named = [...rules]
    return { snippet: format.render(named, options), named, leftAlone: [], rest: options.rest }
  }
  const changed = new Set(
    rules.flatMap(({ tool, effect, conditions }) => (effect === 'allow' && conditions.length === 0 ? [] : [tool])),
  )
  const isNamed = ({ tool }: Rule) => format.listsAllowed === true || changed.has(tool)
  const named = rules.filter(isNamed)
  const snippet = format.render(named, { ...options, rest: 'allow' })
  return {
    snippet:
      named.length > changed.size ? { ...snippet, losses: [...snippet.losses, listed(format, snippet)] } : snippet,
    named,
    leftAlone: rules.flatMap((rule) => (isNamed(rule) ? [] : [rule.tool])),
    rest: 'allow',
  }
}

const listed = ({ label }: Format, { rest }: Snippet) => ({
  what: `A file of ${label} lists the tools that pass, so deny-only has to name those that it leaves alone. A tool that you do not list ${rest === 'deny' ? 'is refused' : 'needs approval'}.`,
})
