import type { Rule } from '../../schema/rule.ts'
import { Counters } from '../core/counters.ts'
import type { Call, Decision, Simulated } from '../core/simulation.ts'
import type { DefaultEffect, Snippet } from '../core/snippet.ts'
import { argumentTrials } from './argument-trials.ts'
import type { Excused } from './excused.ts'
import { satisfyAll } from './sample-arguments.ts'

/** What beside the snippet's own tools and server may be there. */
export interface Beside {
  /** Tools that no rule names on purpose, so that they meet what unlisted tools meet. */
  leftAlone: readonly string[]
  /** Other servers that the same file is about. */
  alongside: readonly string[]
}

/**
 * Whether a text is about the tools of the rules on their server and about nothing else: everything that it mentions is known,
 * and what it does not mention meets what unlisted tools are to meet.
 * @returns one line for each thing that is not as it should be.
 */
export function closedSetProblems(
  snippet: Snippet,
  simulated: Simulated,
  rules: readonly Rule[],
  beside: Beside,
): string[] {
  return [
    ...mentionProblems(snippet, simulated, rules, beside),
    ...unlistedProblems(snippet, simulated.call, rules, beside),
    ...otherServerProblems(snippet, simulated.call, beside),
    ...(simulated.requests?.() ?? []).flatMap(({ what, wanted, meets }) =>
      wanted === meets ? [] : [`${what} is to ${wanted}, and meets ${meets}`],
    ),
  ]
}

/** What unlisted tools are to meet must be what was wanted, or a limitation says so. */
export function defaultEffectProblems(
  { defaultEffect }: Snippet,
  wanted: 'allow' | 'deny',
  excused: Excused,
): string[] {
  return defaultEffect === wanted || excused.unlisted(defaultEffect)
    ? []
    : [`unlisted tools were to meet ${wanted} and are said to meet ${defaultEffect}, without a limitation`]
}

/** Every tool, server, pattern and setting that the text mentions. */
function mentionProblems(
  { target, serverKey }: Snippet,
  simulated: Simulated,
  rules: readonly Rule[],
  { alongside }: Beside,
): string[] {
  const { named, open, extra } = simulated.mentions()
  const idOf = (tool: string, server: string) => target.toolNames?.idOf(tool, server) ?? tool
  const serverOf = (server: string) => target.serverId?.(server) ?? server
  const own = serverOf(serverKey)
  const others = new Set(alongside.map(serverOf).filter((server) => server !== own))
  const known = new Set(rules.map(({ tool }) => idOf(tool, serverKey)))
  return [
    ...named.flatMap(({ tool, server = serverKey }) => {
      if (others.has(serverOf(server))) return []
      if (serverOf(server) !== own) return [`${tool} of the server ${server} is named`]
      return known.has(idOf(tool, serverKey)) ? [] : [`${tool} is named, and no rule names it`]
    }),
    ...open.filter((one) => !others.has(one)).map((one) => `${one} matches more than it names`),
    ...extra,
  ]
}

const MAX_NEIGHBOURS = 20

/**
 * What may happen to an unlisted tool. A client has settings of its own, to which it leaves the tool where it is to stay as it
 * was; whatever else passes calls on lets them pass.
 */
const accepted = ({ target, defaultEffect }: Snippet): readonly Decision[] =>
  (
    ({
      allow: [target.kind === 'client' || target.additive ? 'unset' : 'pass'],
      ask: ['ask'],
      deny: ['deny', 'hide'],
    }) as const
  )[defaultEffect satisfies DefaultEffect]

const REFUSED: readonly Decision[] = ['deny', 'hide']

/** Tools that no rule names, and near-misses of those that one names. */
function unlistedProblems(snippet: Snippet, call: Call, rules: readonly Rule[], { leftAlone }: Beside): string[] {
  const { target, serverKey, effects, defaultEffect } = snippet
  const idOf = (tool: string) => target.toolNames?.idOf(tool, serverKey) ?? tool
  const taken = new Set(rules.map(({ tool }) => idOf(tool)))
  const near = [...effects.keys()].slice(0, MAX_NEIGHBOURS).flatMap(neighbours)
  const allowed = accepted(snippet)
  const met = (tool: string, args: unknown) => {
    if (tool === '' || taken.has(idOf(tool)) || !tool.isWellFormed()) return []
    const decision = call(tool, args, new Counters())
    // Some names are refused whatever the rules are.
    const wanted = target.capabilities.refuses?.is(tool) ? REFUSED : allowed
    return wanted.includes(decision)
      ? []
      : [`${tool}, which no rule names, meets ${decision} where unlisted tools are to meet ${defaultEffect}`]
  }
  // Arguments that a rule refuses for its own tool mean nothing for another.
  const conditioned = [...snippet.conditions.values()].slice(0, MAX_NEIGHBOURS)
  const refused = conditioned.flatMap((own) =>
    argumentTrials(own)
      .filter(({ args }) => !satisfyAll(own, args))
      .slice(0, 3),
  )
  return [
    ...['unnamed', 'get_unnamed', ...near, ...leftAlone].flatMap((tool) => met(tool, {})),
    ...refused.flatMap(({ args }) => met('unnamed', args)),
  ]
}

/** Names that differ a little. */
const neighbours = (tool: string) => [
  `${tool}_x`,
  `x${tool}`,
  tool.slice(0, -1),
  tool.slice(1),
  tool === tool.toUpperCase() ? tool.toLowerCase() : tool.toUpperCase(),
  tool.replace(/[._-]/, 'x'),
]

/** The same names and others on other servers, which the snippet must not touch where it names the server. */
function otherServerProblems({ target, serverKey, effects }: Snippet, call: Call, { alongside }: Beside): string[] {
  const idOf = (key: string) => target.serverId?.(key) ?? key
  const keys = [`${serverKey}x`, 'another-server'].filter(
    (key) => idOf(key) !== idOf(serverKey) && !alongside.includes(key),
  )
  if (!target.namesServer) return []
  return keys.flatMap((key) =>
    [...effects.keys(), 'unnamed'].flatMap((tool) => {
      const decision = call(tool, {}, new Counters(), key)
      return decision === 'unset' ? [] : [`${tool} of another server meets ${decision}`]
    }),
  )
}
