import type { Rule } from '../../schema/rule.ts'
import { conditionReason } from './lower-conditions.ts'
import type { DefaultEffect, Snippet } from './snippet.ts'
import type { RenderTarget } from './target.ts'

/**
 * What this very snippet does with the rule's tool, in words; taken from the effects that the verifier proves.
 * @param rule one of the rules that the snippet was rendered from.
 * @returns one sentence, and points about arguments, about counting and about other tools.
 */
export function describeEffect(rule: Rule, snippet: Snippet<RenderTarget>): { summary: string; points: string[] } {
  if (snippet.refusal !== undefined) return { summary: '', points: [] }
  const others = describeUnlisted(snippet)
  const effect = snippet.effects.get(rule.tool)
  if (effect === undefined) {
    return {
      summary: 'This snippet cannot name the tool, so the rule for unlisted tools applies to it.',
      points: [others],
    }
  }
  if (effect === 'hide')
    return {
      summary: 'The model does not see the tool, and calls are refused.',
      points: [others],
    }
  if (effect === 'ask') return { summary: 'Calls need approval.', points: [others] }
  if (effect === 'deny')
    return { summary: 'Every call of this tool is refused.', points: [describeRefusal(rule, snippet), others] }
  const checked = snippet.conditions.get(rule.tool) ?? []
  const missing = [...new Set(rule.conditions.map(({ path }) => path))].filter(
    (path) => !checked.some((condition) => condition.path === path),
  )
  const conditions = [
    ...new Set(checked.map((condition) => `${conditionReason(condition)} Other calls are refused.`)),
    ...(missing.length > 0 ? [`Not checked here: ${missing.join(', ')}.`] : []),
  ]
  const passing = checked.length > 0 ? 'Calls with the right arguments are allowed' : 'Calls are allowed'
  if (effect === 'allow')
    return {
      summary: `${passing} without a limit${rule.limits.length > 0 ? ' in this file' : ''}.`,
      points: [...conditions, others],
    }
  const limits = snippet.limits.get(rule.tool) ?? []
  const { limits: counting } = snippet.target.capabilities
  if (!counting) throw new Error(`${snippet.target.id} is said to limit calls, and to be unable to`)
  const unattended = rule.effect === 'ask' ? [UNATTENDED] : []
  return {
    summary: `${passing}, ${limits.map(counting.words).join(' and ')}.`,
    points: [...unattended, ...conditions, counting.about, others],
  }
}

/**
 * The words beside the snippet of one tool's rule; none beside that of several.
 * @param leftAlone tools that the posture leaves as they were.
 */
export function describeSnippet(
  rule: Rule | undefined,
  snippet: Snippet<RenderTarget>,
  leftAlone: readonly unknown[],
): { summary: string; points: string[] } {
  if (!rule || snippet.refusal !== undefined) return { summary: '', points: [] }
  return leftAlone.length > 0 ? describeLeftAlone(snippet) : describeEffect(rule, snippet)
}

/** What a snippet does with a tool that its posture leaves as it was. */
function describeLeftAlone(snippet: Snippet<RenderTarget>): { summary: string; points: string[] } {
  const summary =
    snippet.target.changesUnlisted || snippet.defaultEffect !== 'allow'
      ? 'Deny-only has no rule for this tool, so the snippet does not list it.'
      : 'Deny-only does not change this tool, so the snippet does not list it.'
  return { summary, points: [describeUnlisted(snippet)] }
}

const UNATTENDED = 'This target cannot ask for approval, so a limit replaces it.'

function describeUnlisted({ target, defaultEffect }: Snippet<RenderTarget>): string {
  if (defaultEffect !== 'allow') return UNLISTED[defaultEffect]
  if (target.changesUnlisted) return target.changesUnlisted.words
  if (target.kind !== 'client' && !target.additive) return 'The snippet allows the server’s other tools.'
  return target.namesServer ? 'Other tools are not affected.' : 'Tools with other names are not affected.'
}

const UNLISTED: Record<Exclude<DefaultEffect, 'allow'>, string> = {
  ask: 'The server’s other tools need approval.',
  deny: 'The server’s other tools are refused.',
}

function describeRefusal(rule: Rule, { target }: Snippet<RenderTarget>): string {
  const { effect } = rule
  if (effect === 'ask') return 'This target cannot ask for approval, so every call is refused until you change that.'
  if (effect === 'allow') return describeUnkept(rule)
  return target.showsReason ? 'The agent sees the reason in the snippet.' : 'The agent sees that the call was refused.'
}

/** Why calls are refused that the rule allows. */
function describeUnkept({ limits, effectWithoutLimit, conditions }: Rule): string {
  const needsLimit = limits.length > 0 && effectWithoutLimit === 'ask'
  const needsCheck = conditions.some(({ dispensable }) => !dispensable)
  if (needsLimit && needsCheck)
    return 'The rule limits calls and checks their arguments. This target cannot do both here.'
  return needsCheck
    ? 'The rule allows calls only with the right arguments, which this target cannot check here.'
    : 'The rule allows a limited number of calls, which this target cannot express here.'
}
