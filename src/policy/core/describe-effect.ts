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
      summary: 'This snippet cannot name the tool, so what holds for the others holds for it.',
      points: [others],
    }
  }
  if (effect === 'hide')
    return {
      summary: 'The tool disappears from the list that the model sees, and calls are refused.',
      points: [others],
    }
  if (effect === 'ask') return { summary: 'Calls of this tool need approval.', points: [others] }
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
  const passing = checked.length > 0 ? 'Calls of this tool with the right arguments pass' : 'Calls of this tool pass'
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
      : 'Deny-only leaves this tool as it is, so the snippet does not list it.'
  return { summary, points: [describeUnlisted(snippet)] }
}

const UNATTENDED = 'The rule is to ask for approval. Nobody can be asked here, so this limit replaces the approval.'

function describeUnlisted({ target, defaultEffect }: Snippet<RenderTarget>): string {
  if (defaultEffect !== 'allow') return UNLISTED[defaultEffect]
  if (target.changesUnlisted) return target.changesUnlisted.words
  if (target.kind !== 'client' && !target.additive) return 'The snippet lets other tools of the server pass.'
  return target.namesServer ? 'Every other tool stays as it was.' : 'Every tool of another name stays as it was.'
}

const UNLISTED: Record<Exclude<DefaultEffect, 'allow'>, string> = {
  ask: 'Other tools of the server need approval.',
  deny: 'Other tools of the server are refused.',
}

function describeRefusal(rule: Rule, { target }: Snippet<RenderTarget>): string {
  const { effect } = rule
  if (effect === 'ask')
    return 'The rule is to ask for approval. Nobody can be asked here, so every call is refused until you change that.'
  if (effect === 'allow') return describeUnkept(rule)
  return target.showsReason
    ? 'The agent is shown the reason that the snippet gives.'
    : 'The agent is told that the call was refused.'
}

/** Why calls are refused that the rule allows. */
function describeUnkept({ limits, effectWithoutLimit, conditions }: Rule): string {
  const needsLimit = limits.length > 0 && effectWithoutLimit === 'ask'
  const needsCheck = conditions.some(({ dispensable }) => !dispensable)
  if (needsLimit && needsCheck)
    return 'The rule limits calls and checks their arguments. This target cannot do both here.'
  return needsCheck
    ? 'The rule lets calls pass only with the right arguments, which this target cannot check here.'
    : 'The rule is to let a limited number of calls pass, which this target cannot say here.'
}
