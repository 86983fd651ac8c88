import { createHash } from 'node:crypto'
import { breaks } from '../../engine/clients/breaks.ts'
import { checkBuiltin } from '../../engine/clients/builtin-trials.ts'
import type { ClientEngine } from '../../engine/clients/index.ts'
import type { Snippet } from '../../policy/core/snippet.ts'
import type { Target } from '../../policy/core/target.ts'
import { demandAll } from '../../policy/recommend/narrow.ts'
import { tightLimits } from '../../policy/recommend/rated-rule.ts'
import { sampleValues } from '../../policy/recommend/reader-values.ts'
import { targets } from '../../policy/targets/index.ts'
import { postures } from '../../schema/posture.ts'
import type { Effect, Rule } from '../../schema/rule.ts'
import { definitions, serverPolicy } from '../../view/server-policy.ts'
import type { Site, SiteServer } from '../../view/site.ts'
import type { Tally } from './tally.ts'

/** Servers whose files are tried alone, for each target; others each time the target or the catalogue changes. */
const SAMPLED_SERVERS = 2
const SAMPLED_TOOLS = 3
/** A tool with conditions is called dozens of times. */
const MAX_TOOLS_WITH_ARGUMENTS = 60

/**
 * What readers do with single files, in the clients: one server's file in every posture, one tool's snippet, a file that checks
 * arguments, each mode of the target, and rules for the client's own tools.
 * @returns jobs that can run at the same time.
 */
export function clientJobs(
  all: Site,
  tally: Tally,
  engines: readonly ClientEngine[],
  chosen: readonly Target[],
): (() => Promise<void>)[] {
  return engines.flatMap((engine) =>
    engine.targets.flatMap((id) => {
      const target = chosen.find((one) => one.id === id)
      if (!target) return []
      const tried = (where: string, check: () => Promise<string[]> | undefined) => async () => {
        const found = await check()
        if (found === undefined) return
        tally.found(
          `${where} as ${id}`,
          found.map((what) => `${engine.name}: ${what}`),
          1,
        )
        tally.engine(id, engine.name, 'files', 1)
      }
      const example = exampleOf(target)
      return [
        ...sampled(all.servers, id, SAMPLED_SERVERS, (server) => server.id).flatMap((server) =>
          filesOf(all, target, server).map(({ what, snippet }) =>
            tried(`${server.id}, ${what}, alone`, () => engine.check(snippet)),
          ),
        ),
        ...(target.modes ?? []).map((mode) => tried(`the mode ${mode.id}`, () => engine.checkMode(mode, example))),
        tried('rules for its own tools', () => checkBuiltin(engine.client, target, engine.installed)),
      ]
    }),
  )
}

/**
 * Breaks a policy on purpose in every way of the table, and tries each in the client.
 * @returns one line for each target, with the breaks that the client's run does not show.
 */
export function breakJobs(
  engines: readonly ClientEngine[],
  report: (id: string, what: string, found: boolean) => void,
): (() => Promise<void>)[] {
  return engines.flatMap((engine) =>
    engine.targets.flatMap((id) => {
      const target = targets.find((one) => one.id === id)
      const example = target && exampleOf(target)
      return (Object.hasOwn(breaks, id) ? (breaks[id] ?? []) : []).map((one) => async () => {
        if (!example) return
        const found = await engine.check({ ...example, text: one.apply(example.text) })
        report(id, one.id, found.length > 0)
      })
    }),
  )
}

/** The policy that breaks are made for: a tool for each effect, and others as they were. */
export const EXAMPLE_RULES: readonly Rule[] = (['allow', 'ask', 'deny', 'hide'] as const).map((effect: Effect) => ({
  server: 'shop',
  tool: `${effect}_it`,
  effect,
  limits: [],
  effectWithoutLimit: 'ask',
  unattended: [],
  conditions: [],
  because: [],
  reason: 'An example.',
}))

/** The example as a snippet of a target. */
export const exampleOf = (target: Target): Snippet =>
  target.render(EXAMPLE_RULES, { defaultEffect: 'allow', serverKey: 'shop' })

/** The files of one server as readers paste them. */
function filesOf(all: Site, target: Target, server: SiteServer): { what: string; snippet: Snippet }[] {
  const options = { defaultEffect: 'allow' as const, serverKey: server.id, tools: definitions(server) }
  const { families, limits } = all.content
  const demanding =
    target.capabilities.conditions && server.tools.length <= MAX_TOOLS_WITH_ARGUMENTS
      ? server.tools.map(({ rules, proposals }) =>
          demandAll(rules.guarded, proposals, sampleValues(families), tightLimits(limits)),
        )
      : []
  return [
    ...postures.map((posture) => ({ what: posture, snippet: serverPolicy(server, target, posture).snippet })),
    ...sampled(server.tools, target.id, SAMPLED_TOOLS, ({ slug }) => slug).map(({ rule, slug }) => ({
      what: slug,
      snippet: target.render([rule], options),
    })),
    ...(demanding.some(({ conditions }) => conditions.length > 0)
      ? [{ what: 'arguments', snippet: target.render(demanding, options) }]
      : []),
  ].filter(({ snippet }) => snippet.text !== '')
}

/** Some of a list, the same each time. */
function sampled<T>(all: readonly T[], seed: string, count: number, nameOf: (one: T) => string): T[] {
  const rank = (one: T) =>
    createHash('sha256')
      .update(`${seed}/${nameOf(one)}`)
      .digest('hex')
  return all
    .map((one) => ({ one, rank: rank(one) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, count)
    .map(({ one }) => one)
}
