import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Counters } from '../../policy/core/counters.ts'
import type { Snippet, SnippetEffect } from '../../policy/core/snippet.ts'
import { argumentTrials } from '../../policy/prove/argument-trials.ts'
import { satisfyAll } from '../../policy/prove/sample-arguments.ts'
import type { Engine } from '../engine.ts'
import { unlistedTools } from '../unlisted-tools.ts'
import { aiSdkLibrary } from './ai-sdk.ts'
import { langchainLibrary } from './langchain.ts'
import type { Library, MakeCalls, Outcome, TriedCall } from './library.ts'
import { loadModule } from './load-module.ts'
import { openaiAgentsLibrary } from './openai-agents.ts'

/** Every library for agents that modules are tried in. */
export const libraries: readonly Library[] = [aiSdkLibrary, openaiAgentsLibrary, langchainLibrary]

/** A library as an engine; undefined where its package is not installed. */
export function libraryEngine(library: Library): Engine | undefined {
  const folder = `/node_modules/${library.package}/`
  let entry: string
  try {
    entry = fileURLToPath(import.meta.resolve(library.package)).replaceAll('\\', '/')
  } catch {
    return undefined
  }
  const manifest = `${entry.slice(0, entry.lastIndexOf(folder))}${folder}package.json`
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  return {
    id: library.target,
    name: `${library.label} ${version}`,
    targets: [library.target],
    check: (snippet) => check(library, snippet),
  }
}

/** Tools whose limit is tried to its end, and the highest limit that is. */
const MAX_COUNTED = 2
const MAX_LIMIT = 100

/** A call with what is to come of it. */
interface Trial extends TriedCall {
  wanted: readonly Outcome[]
  /** What is unusual about it, in words. */
  what: string
}

/** How many calls a model makes at once. */
const MAX_CALLS_AT_ONCE = 100

/** Calls every tool of a snippet, with arguments in order and others, and compares what comes of it with what is said. */
async function check(library: Library, snippet: Snippet): Promise<string[]> {
  const { text, effects } = snippet
  // An object whose keys are tools cannot hold this one, and that is how libraries keep them.
  const tools = [...effects.keys(), ...unlistedTools(effects)].filter((tool) => tool !== '__proto__')
  const problems: string[] = []
  const prepare = async (names = tools) => library.prepare(await loadModule(text), names)
  for (const trials of rounds(snippet, tools)) {
    const make = await prepare()
    for (let at = 0; at < trials.length; at += MAX_CALLS_AT_ONCE) {
      const some = trials.slice(at, at + MAX_CALLS_AT_ONCE)
      for (const [index, outcome] of (await outcomes(make, some)).entries()) {
        const { tool, what, wanted } = some[index] as Trial
        if (!wanted.some((one) => one === outcome))
          problems.push(`${tool}${what}: ${library.label} does ${outcome} where ${wanted.join(' or ')} is said`)
      }
    }
  }
  const limited = [...effects].filter(([tool, effect]) => effect === 'limit' && !snippet.conditions.has(tool))
  for (const [tool] of limited.slice(0, MAX_COUNTED)) problems.push(...(await limitProblems(library, snippet, tool)))
  return problems
}

/** What came of calls, or the message of an error that one of them by itself leads to. */
const outcomes = (make: MakeCalls, calls: readonly TriedCall[]): Promise<string[]> =>
  make(calls).catch(() => Promise.all(calls.map((call) => make([call]).then(String, (error: Error) => error.message))))

/**
 * All calls of a snippet in rounds, each of which needs a module of its own: calls that pass are counted, and must not use up what
 * is left for the next.
 */
function rounds({ effects, conditions, limits, defaultEffect }: Snippet, tools: readonly string[]): Trial[][] {
  const all: Trial[][] = [[]]
  for (const tool of tools) {
    const effect = effects.get(tool)
    const own = conditions.get(tool)
    if (effect === undefined) all[0]?.push({ tool, args: {}, wanted: UNLISTED[defaultEffect], what: '' })
    else if (!own) all[0]?.push({ tool, args: {}, wanted: ACCEPTED[effect], what: '' })
    else {
      const mostPassing = Math.min(...(limits.get(tool) ?? []).map(({ max }) => max))
      let round = 0
      let passing = 0
      for (const { args, what } of argumentTrials(own)) {
        const passes = satisfyAll(own, args)
        if (passes && passing === mostPassing) {
          round++
          passing = 0
        }
        if (passes) passing++
        const trials = all[round] ?? []
        all[round] = trials
        trials.push({ tool, args, wanted: passes ? ['pass'] : ['deny'], what: ` with ${what}` })
      }
    }
  }
  return all
}

/** How many calls really pass in a row, against what our reading of the module lets pass. */
async function limitProblems(library: Library, { text, target, serverKey }: Snippet, tool: string): Promise<string[]> {
  const simulated = target.simulate(text, { serverKey })
  if ('problems' in simulated) return simulated.problems
  const counters = new Counters()
  let wanted = 0
  while (wanted <= MAX_LIMIT && simulated.call(tool, {}, counters) === 'pass') wanted++
  if (wanted > MAX_LIMIT) return []
  // A window can end meanwhile; it does not end twice in a row.
  for (let attempt = 0; ; attempt++) {
    const make = await library.prepare(await loadModule(text), [tool])
    const found = await make(Array.from({ length: wanted + 1 }, () => ({ tool, args: {} })))
    const passed = found.filter((outcome) => outcome === 'pass').length
    if (passed === wanted && found.at(-1) !== 'pass') return []
    if (attempt === 1) return [`${tool}: ${library.label} lets ${passed} calls pass where ${wanted} should`]
  }
}

const ACCEPTED: Record<SnippetEffect, Outcome[]> = {
  allow: ['pass'],
  limit: ['pass'],
  ask: ['ask'],
  deny: ['deny'],
  hide: ['hide'],
}
const UNLISTED: Record<Snippet['defaultEffect'], Outcome[]> = { allow: ['pass'], ask: ['ask'], deny: ['deny', 'hide'] }
