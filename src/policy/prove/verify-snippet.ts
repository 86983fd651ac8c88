import type { Rule } from '../../schema/rule.ts'
import { mergeRules } from '../core/merge-rules.ts'
import type { Call, Counters, Decision, Verifier } from '../core/simulation.ts'
import type { Snippet, SnippetEffect } from '../core/target.ts'
import { agentcoreVerifier } from '../targets/agentcore/simulate.ts'
import { agentgatewayVerifier } from '../targets/agentgateway/simulate.ts'
import { anthropicVerifier } from '../targets/anthropic/simulate.ts'
import { claudeCodeManagedVerifier, claudeCodeVerifier } from '../targets/claude-code/simulate.ts'
import { codexVerifier } from '../targets/codex/simulate.ts'
import { copilotCliVerifier } from '../targets/copilot-cli/simulate.ts'
import { cursorVerifier } from '../targets/cursor/simulate.ts'
import { dockerVerifier } from '../targets/docker/simulate.ts'
import { envoyVerifier } from '../targets/envoy/simulate.ts'
import { envoyHeadersVerifier } from '../targets/envoy-headers/simulate.ts'
import { evaluateGateway } from '../targets/gateway/evaluate.ts'
import { verifyGateway } from '../targets/gateway/validate.ts'
import { geminiPolicyVerifier } from '../targets/gemini-policy/simulate.ts'
import { geminiSettingsVerifier } from '../targets/gemini-settings/simulate.ts'
import { decodeIntercept } from '../targets/intercept/decode.ts'
import { evaluateIntercept } from '../targets/intercept/evaluate.ts'
import { lintIntercept, verifyIntercept } from '../targets/intercept/validate.ts'
import { nginxVerifier } from '../targets/nginx/simulate.ts'
import { openaiVerifier } from '../targets/openai/simulate.ts'
import { toolhiveVerifier } from '../targets/toolhive/simulate.ts'
import { toolhiveKubernetesVerifier } from '../targets/toolhive-kubernetes/simulate.ts'
import { argumentProblems } from './argument-problems.ts'
import { effectOf } from './effect-of.ts'
import { sampleArguments } from './sample-arguments.ts'

const interceptVerifier: Verifier = {
  by: 'a restatement of Intercept 1.1.0, its validator and its evaluation',
  namesServer: false,
  verify: (text, known) => [...verifyIntercept(text), ...lintIntercept(text, known)],
  load(text) {
    const decoded = decodeIntercept(text)
    return (tool, args, counters) =>
      'policy' in decoded ? evaluateIntercept(decoded.policy, tool, args, counters) : 'deny'
  },
}

const gatewayVerifier: Verifier = {
  by: 'a restatement of the documented rules of the gateway',
  namesServer: false,
  verify: verifyGateway,
  load(text) {
    const policy = JSON.parse(text)
    return (tool, args, counters) => evaluateGateway(policy, tool, args, counters)
  },
}

/** How each format is parsed, checked and run; one line a format. */
export const verifiers: Readonly<Record<string, Verifier>> = {
  intercept: interceptVerifier,
  gateway: gatewayVerifier,
  'claude-code': claudeCodeVerifier,
  'claude-code-managed': claudeCodeManagedVerifier,
  codex: codexVerifier,
  'gemini-policy': geminiPolicyVerifier,
  'gemini-settings': geminiSettingsVerifier,
  'copilot-cli': copilotCliVerifier,
  cursor: cursorVerifier,
  openai: openaiVerifier,
  anthropic: anthropicVerifier,
  docker: dockerVerifier,
  toolhive: toolhiveVerifier,
  'toolhive-kubernetes': toolhiveKubernetesVerifier,
  agentcore: agentcoreVerifier,
  agentgateway: agentgatewayVerifier,
  envoy: envoyVerifier,
  nginx: nginxVerifier,
  'envoy-headers': envoyHeadersVerifier,
}

/**
 * Checks a snippet as its target would and then calls every tool until it is refused, so that what the page says of the
 * snippet is what the target does. A snippet may be stricter than its rule only where it has a loss, and less strict only
 * as far as the rule itself says.
 * @param rules the rules that it was rendered from.
 * @param rest what was asked for tools that are not named.
 * @param leftAlone tools that no rule names on purpose, so that they meet what unlisted tools meet.
 * @returns one line a problem; none for a snippet that works.
 */
export function verifySnippet(
  snippet: Snippet,
  rules: readonly Rule[],
  rest: 'allow' | 'deny',
  leftAlone: readonly string[] = [],
): string[] {
  const verifier = verifiers[snippet.format]
  if (!verifier) return [`no verifier for the format ${snippet.format}`]
  const problems = verifier.verify(
    snippet.text,
    rules.map(({ tool }) => tool),
    snippet.serverKey,
  )
  if (problems.length > 0) return problems
  const call = verifier.load(snippet.text, snippet.serverKey)
  for (const rule of mergeRules(rules, rest).rules) problems.push(...ruleProblems(rule, snippet, call))
  problems.push(...strangerProblems(snippet, verifier, call, rules, rest, leftAlone))
  const named = new Set(rules.map(({ tool }) => tool))
  for (const tool of snippet.effects.keys()) if (!named.has(tool)) problems.push(`${tool}: no rule names the tool`)
  return problems
}

/** Tools that no rule names, near-misses of those that one names, and the same names on another server. */
function strangerProblems(
  { effects, rest: claimed, losses, serverKey }: Snippet,
  verifier: Verifier,
  call: Call,
  rules: readonly Rule[],
  rest: 'allow' | 'deny',
  leftAlone: readonly string[],
): string[] {
  const problems: string[] = []
  const meets: Decision[] = claimed === 'allow' ? ['pass', 'unset'] : claimed === 'ask' ? ['ask'] : ['deny', 'hide']
  if (claimed !== rest && losses.length === 0)
    problems.push(`the rest was to ${rest} and is said to ${claimed} without a word of loss`)
  const idOf = verifier.idOf ?? ((tool: string) => tool)
  const taken = new Set(rules.map(({ tool }) => idOf(tool)))
  const near = [...effects.keys()].slice(0, 20).flatMap((tool) => [`${tool}_x`, `x${tool}`, tool.slice(0, -1)])
  for (const tool of ['unnamed', ...near, ...leftAlone]) {
    if (tool === '' || taken.has(idOf(tool)) || !tool.isWellFormed()) continue
    const outcome = call(tool, {}, new Map())
    if (!meets.includes(outcome))
      problems.push(`${tool}, which no rule names, meets ${outcome} where the rest is to ${claimed}`)
  }
  const otherKey = `${serverKey}x`
  const serverOf = verifier.serverOf ?? ((key: string) => key)
  if (verifier.namesServer && serverOf(otherKey) !== serverOf(serverKey))
    for (const tool of effects.keys()) {
      const outcome = call(tool, {}, new Map(), otherKey)
      if (outcome !== 'unset') problems.push(`${tool} of another server meets ${outcome}`)
    }
  return problems
}

function ruleProblems(rule: Rule, snippet: Snippet, call: Call): string[] {
  const claimed = snippet.effects.get(rule.tool)
  if (claimed === undefined)
    return snippet.losses.length > 0 ? [] : [`${rule.tool}: the snippet leaves it out without a word of loss`]
  const checked = snippet.conditions?.get(rule.tool) ?? []
  const args = sampleArguments(checked)
  // Where no arguments can be made up, what can be shown is that a call without them is refused.
  const asksNobody = rule.effect === 'ask' && claimed === 'limit' && rule.unattended.length > 0
  const lowest = Math.min(...(asksNobody ? rule.unattended : rule.limits).map(({ max }) => max))
  const counters: Counters = new Map()
  const { effect, passed } = effectOf(
    () => call(rule.tool, args ?? {}, counters),
    Number.isFinite(lowest) ? lowest + 1 : 3,
  )
  if (!args && (rule.effect === 'allow' || asksNobody))
    return ['deny', 'hide', 'ask'].includes(effect)
      ? []
      : [`${rule.tool}: a call without the right arguments meets ${effect}`]
  if (effect === 'unset' || effect !== claimed)
    return [
      `${rule.tool}: the snippet is said to ${claimed}, and ${effect === 'unset' ? 'says nothing' : `does ${effect}`}`,
    ]
  if (effect === 'limit' && passed !== lowest) return [`${rule.tool}: ${passed} calls pass where ${lowest} should`]
  const problems: string[] = []
  const wanted = rule.effect === 'allow' && rule.limits.length > 0 ? 'limit' : rule.effect
  // That conditions are left out excuses no other difference.
  const told = snippet.losses.some(({ unchecked, absentPasses }) => !unchecked && !absentPasses)
  const excused =
    (wanted === 'deny' && effect === 'hide') ||
    (wanted === 'hide' && effect === 'deny' && told) ||
    (isStricter(effect, wanted) && told) ||
    (wanted === 'limit' && effect === 'allow' && rule.effectWithoutLimit === 'allow' && told) ||
    (asksNobody && effect === 'limit' && told) ||
    snippet.losses.some(({ milder = [] }) => milder.includes(rule.tool))
  if (effect !== wanted && !excused)
    problems.push(`${rule.tool}: the rule is to ${rule.effect}, and the snippet does ${effect}`)
  if (effect === 'allow' || effect === 'limit') problems.push(...argumentProblems(rule, snippet, call))
  return problems
}

const STRICTNESS: SnippetEffect[] = ['allow', 'limit', 'ask', 'deny', 'hide']
const isStricter = (a: SnippetEffect, b: SnippetEffect) => STRICTNESS.indexOf(a) > STRICTNESS.indexOf(b)
