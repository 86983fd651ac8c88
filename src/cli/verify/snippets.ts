import { availableParallelism } from 'node:os'
import { engines, schemas } from '../../engine/index.ts'
import { fileText } from '../../policy/core/file-text.ts'
import { changesTool, renderPosture } from '../../policy/core/render-posture.ts'
import type { Snippet } from '../../policy/core/snippet.ts'
import type { Target } from '../../policy/core/target.ts'
import { verifySnippet } from '../../policy/prove/verify-snippet.ts'
import { demandAll } from '../../policy/recommend/narrow.ts'
import { tightLimits } from '../../policy/recommend/rated-rule.ts'
import { placeholders, sampleValues } from '../../policy/recommend/reader-values.ts'
import { targets as allTargets } from '../../policy/targets/index.ts'
import type { ArgumentFamilies } from '../../schema/argument-families.ts'
import type { Limits } from '../../schema/limits.ts'
import { postures } from '../../schema/posture.ts'
import type { Rule } from '../../schema/rule.ts'
import type { Tool } from '../../schema/tool.ts'
import { type PolicySubject, serverPolicies } from '../../view/server-policy.ts'
import type { SiteTool } from '../../view/site.ts'
import { doPart, inParts } from '../in-parts.ts'
import { Tally, type TallyData } from './tally.ts'

/** A server as far as its policies need it. */
interface PartServer extends PolicySubject {
  tools: Pick<SiteTool, 'tool' | 'slug' | 'rules' | 'proposals'>[]
}

/** A rule that is worked out for an attack. */
export interface AttackRule {
  id: string
  tool: Tool
  rule: Rule
}

/** What one process checks; the catalogue is read and rated once, before. */
interface Part {
  servers: PartServer[]
  attacks: AttackRule[]
  families: ArgumentFamilies
  limits: Limits
  /** Ids of the targets. */
  targetIds: string[]
}

/**
 * Every snippet of every tool and server, by the model of its target and by the engines that are quick.
 * @param progress is called with how many tools were checked, and how many there are.
 * @param chosen the targets whose snippets are checked.
 */
export async function verifySnippets(
  servers: readonly PartServer[],
  attacks: readonly AttackRule[],
  { families, limits }: Pick<Part, 'families' | 'limits'>,
  progress: (done: number, all: number) => void,
  chosen: readonly Target[] = allTargets,
): Promise<Tally> {
  const parts = shared(servers, availableParallelism()).map(
    (own, index): Part => ({
      servers: own,
      attacks: index === 0 ? [...attacks] : [],
      families,
      limits,
      targetIds: chosen.map(({ id }) => id),
    }),
  )
  const all = servers.reduce((sum, { tools }) => sum + tools.length, 0)
  const tally = new Tally()
  const found = await inParts<Part, TallyData>(new URL(import.meta.url), parts, (done) => progress(done, all))
  for (const data of found) tally.add(data)
  return tally
}

/** Servers in lists with about as many tools each, the largest first. */
function shared(servers: readonly PartServer[], count: number): PartServer[][] {
  const parts = Array.from({ length: count }, () => ({ tools: 0, servers: [] as PartServer[] }))
  for (const { id, tools } of servers.toSorted((a, b) => b.tools.length - a.tools.length)) {
    const least = parts.reduce((a, b) => (b.tools < a.tools ? b : a))
    least.tools += tools.length
    least.servers.push({
      id,
      tools: tools.map(({ tool, slug, rules, proposals }) => ({ tool, slug, rules, proposals })),
    })
  }
  return parts.map((part) => part.servers)
}

async function verifyServer(
  server: PartServer,
  { families, limits, targetIds }: Part,
  tally: Tally,
  each: () => void,
): Promise<void> {
  const check = checker(tally)
  const targets = chosenTargets(targetIds)
  for (const { rules, tool, slug, proposals } of server.tools) {
    const options = { defaultEffect: 'allow' as const, serverKey: server.id, tools: new Map([[tool.name, tool]]) }
    const where = `${server.id}/${slug}`
    // Postures that agree have one rule, and so one snippet; deny-only writes another for what it leaves alone.
    const groups = Map.groupBy(postures, (posture) => {
      const rule = rules[posture]
      return JSON.stringify([posture === 'deny-only' && !changesTool(rule), { ...rule, because: [] }])
    })
    for (const same of groups.values()) {
      const [posture = 'guarded'] = same
      for (const target of targets) {
        const { snippet, listed, defaultEffect, leftAlone } = renderPosture(target, [rules[posture]], posture, options)
        await check(snippet, listed, defaultEffect, where, same.length, leftAlone)
      }
    }
    for (const values of [placeholders(families), sampleValues(families)]) {
      const demanding = demandAll(rules.guarded, proposals, values, tightLimits(limits))
      if (demanding === rules.guarded) continue
      for (const target of targets)
        await check(target.render([demanding], options), [demanding], 'allow', `${where}, arguments`, 1)
    }
    each()
  }
  for (const posture of postures)
    for (const { snippet, listed, defaultEffect, leftAlone } of serverPolicies(server, posture)) {
      if (!targets.includes(snippet.target)) continue
      const text = fileText(snippet.text, snippet.target.language, snippet.limitations)
      await check({ ...snippet, text }, listed, defaultEffect, `${server.id}, ${posture}`, 1, leftAlone)
    }
}

const chosenTargets = (ids: readonly string[]) => allTargets.filter(({ id }) => ids.includes(id))

/** The policies that are worked out for attacks. */
async function verifyAttacks({ attacks, targetIds }: Part, tally: Tally): Promise<void> {
  const check = checker(tally)
  const targets = chosenTargets(targetIds)
  for (const { id, tool, rule } of attacks) {
    const options = { defaultEffect: 'allow' as const, serverKey: 'example', tools: new Map([[tool.name, tool]]) }
    for (const target of targets) await check(target.render([rule], options), [rule], 'allow', `attacks/${id}`, 1)
  }
}

type Check = (
  snippet: Snippet,
  rules: readonly Rule[],
  defaultEffect: 'allow' | 'deny',
  where: string,
  times: number,
  leftAlone?: readonly string[],
) => Promise<void>

/** Checks a snippet with all that is quick, and counts it. */
function checker(tally: Tally): Check {
  // Postures and tools that are left alone often have the same text, of which the same is said.
  const known = new Map<string, string[]>()
  return async (snippet, rules, defaultEffect, where, times, leftAlone = []) => {
    const found = verifySnippet(snippet, rules, defaultEffect, leftAlone)
    // A refusal has no text that an engine could read.
    for (const engine of snippet.refusal === undefined ? [...engines, ...schemas] : [])
      if (engine.targets.includes(snippet.target.id)) {
        const key = JSON.stringify([engine.id, whatIsSaid(snippet)])
        const said = known.get(key) ?? (await engine.check(snippet))
        known.set(key, said)
        found.push(...said.map((what) => `${engine.name}: ${what}`))
        tally.engine(snippet.target.id, engine.name, 'snippets', times)
      }
    tally.snippet(snippet.target.id, times)
    tally.found(`${where} as ${snippet.target.id}`, found, times)
  }
}

/** All of a snippet that an engine reads. */
const whatIsSaid = (snippet: Snippet) => {
  const { target, serverKey, gateway, text, effects, conditions, defaultEffect, companions } = snippet
  return [target.id, serverKey, gateway, text, [...effects], [...conditions], defaultEffect, companions]
}

// A message takes longer than the check of a tool.
const SAID_AT_ONCE = 20

doPart<Part, TallyData>(async (part, progress) => {
  const tally = new Tally()
  let unsaid = 0
  const each = () => {
    unsaid++
    if (unsaid < SAID_AT_ONCE) return
    progress(unsaid)
    unsaid = 0
  }
  for (const server of part.servers) await verifyServer(server, part, tally, each)
  await verifyAttacks(part, tally)
  return tally.data()
})
