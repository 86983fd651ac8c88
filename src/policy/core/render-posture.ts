import type { Posture } from '../../schema/posture.ts'
import type { Rule } from '../../schema/rule.ts'
import type { Limitation, Snippet } from './snippet.ts'
import type { RenderOptions, RenderTarget } from './target.ts'

/** A policy under a posture, and how its tools were divided. */
export interface PosturePolicy<S = Snippet> {
  snippet: S
  /** The rules that the snippet was rendered from. */
  listed: Rule[]
  /** Tools that the posture leaves as they were. */
  leftAlone: string[]
  /** What was wanted for unlisted tools. */
  defaultEffect: RenderOptions['defaultEffect']
}

/**
 * Renders the rules of a posture. Deny-only lists only what it denies, asks about or narrows, and unlisted tools keep what
 * they had; a target whose file lists what passes must list the others, too, and says so.
 * @param rules the rules of that posture.
 * @param options `defaultEffect` is what the other postures do with unlisted tools.
 */
export function renderPosture<S extends Snippet<RenderTarget>>(
  target: Pick<RenderTarget, 'listsAllowed'> & { render(rules: readonly Rule[], options: RenderOptions): S },
  rules: readonly Rule[],
  posture: Posture,
  options: RenderOptions,
): PosturePolicy<S> {
  if (posture !== 'deny-only') {
    const listed = [...rules]
    return {
      snippet: target.render(listed, options),
      listed,
      leftAlone: [],
      defaultEffect: options.defaultEffect,
    }
  }
  const changed = new Set(rules.flatMap((rule) => (changesTool(rule) ? [rule.tool] : [])))
  const isListed = ({ tool }: Rule) => target.listsAllowed === true || changed.has(tool)
  const listed = rules.filter(isListed)
  // Those that were to be denied otherwise are all of the server's.
  const whole = options.defaultEffect === 'deny' ? { wholeServer: true as const } : {}
  const snippet = target.render(listed, { ...options, ...whole, defaultEffect: 'allow' })
  if (snippet.refusal !== undefined) return { snippet, listed, leftAlone: [], defaultEffect: 'allow' }
  const limitations = [...snippet.limitations, listsAllowed(snippet)]
  return {
    snippet: listed.length > changed.size ? { ...snippet, limitations } : snippet,
    listed,
    leftAlone: rules.flatMap((rule) => (isListed(rule) ? [] : [rule.tool])),
    defaultEffect: 'allow',
  }
}

/** Whether deny-only lists a tool for its rule, as every other posture does. */
export const changesTool = ({ effect, conditions }: Rule): boolean => effect !== 'allow' || conditions.length > 0

const listsAllowed = ({ target: { label }, defaultEffect }: Snippet<RenderTarget>): Limitation => ({
  what: `A ${label} file is an allow-list, so deny-only must also list the tools that it does not change. A tool that you do not list ${defaultEffect === 'deny' ? 'is refused' : 'needs approval'}.`,
})
