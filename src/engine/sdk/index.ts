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
import type { Library, Outcome, TriedCall } from './library.ts'
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

/** Calls every tool of a snippet, with arguments in order and others, and compares what comes of it with what is said. */
async function check(library: Library, snippet: Snippet): Promise<string[]> {
  const { text, effects, conditions, defaultEffect } = snippet
  // An object whose keys are tools cannot hold this one, and that is how libraries keep them.
  const tools = [...effects.keys(), ...unlistedTools(effects)].filter((tool) => tool !== '__proto__')
  const problems: string[] = []
  const prepare = async () => library.prepare(await loadModule(text), tools)
  const prepared = await prepare()
  const compare = async (call: TriedCall, wanted: readonly Outcome[], what = '', make = prepared) => {
    const outcome = await make(call).catch((error: Error) => error.message)
    if (!wanted.some((one) => one === outcome))
      problems.push(`${call.tool}${what}: ${library.label} does ${outcome} where ${wanted.join(' or ')} is said`)
  }
  for (const tool of tools) {
    const effect = effects.get(tool)
    if (effect === undefined) await compare({ tool, args: {} }, UNLISTED[defaultEffect])
    else if (!conditions.has(tool)) await compare({ tool, args: {} }, ACCEPTED[effect])
    const own = conditions.get(tool) ?? []
    for (const { args, what } of own.length > 0 ? argumentTrials(own) : []) {
      // Calls that pass are counted, and must not use up what is left for the next.
      const make = effect === 'limit' ? await prepare() : prepared
      await compare({ tool, args }, satisfyAll(own, args) ? ['pass'] : ['deny'], ` with ${what}`, make)
    }
  }
  const limited = [...effects].filter(([tool, effect]) => effect === 'limit' && !conditions.has(tool))
  for (const [tool] of limited.slice(0, MAX_COUNTED)) problems.push(...(await limitProblems(library, snippet, tool)))
  return problems
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
    let passed = 0
    while (passed <= wanted && (await make({ tool, args: {} })) === 'pass') passed++
    if (passed === wanted) return []
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
