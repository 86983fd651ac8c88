import { renderPosture } from '../policy/core/render-posture.ts'
import type { Snippet } from '../policy/core/snippet.ts'
import type { Target } from '../policy/core/target.ts'
import { whyEquivalent } from '../policy/prove/mutations/equivalent.ts'
import { mutantClasses } from '../policy/prove/mutations/mutant.ts'
import { mutantsOf } from '../policy/prove/mutations/mutants-of.ts'
import { drawn, seeded } from '../policy/prove/mutations/seeded.ts'
import { treeOf } from '../policy/prove/mutations/tree.ts'
import { verifySnippet } from '../policy/prove/verify-snippet.ts'
import { demandAll } from '../policy/recommend/narrow.ts'
import { tightLimits } from '../policy/recommend/rated-rule.ts'
import { sampleValues } from '../policy/recommend/reader-values.ts'
import { targets } from '../policy/targets/index.ts'
import { postures } from '../schema/posture.ts'
import type { Rule } from '../schema/rule.ts'
import { serverPolicy } from '../view/server-policy.ts'
import { type SiteServer, type SiteTool, site } from '../view/site.ts'

const SEED = 20_261_121
const TOOLS = 40
const SERVERS = 3
/** How many mutants of each class of one text are tried. */
const OF_A_TEXT = 3
const MOST_MISSED = 5

/** A snippet with what it was made from. */
interface Specimen {
  snippet: Snippet
  rules: readonly Rule[]
  defaultEffect: 'allow' | 'deny'
  leftAlone: readonly string[]
  tool: string
  where: string
}

interface Count {
  broken: number
  noticed: number
}

/**
 * `verify --mutate`: changes the meaning of a sample of snippets of every target in every posture, and counts how many of the
 * changes the proofs notice, by class and by target. What provably means the same is counted apart, with the reason.
 * @returns 0 where 95 of 100 are noticed, and 90 of 100 in every class and target.
 */
export function mutateCommand(): number {
  const byClass = new Map<string, Count>()
  const byTarget = new Map<string, Count>()
  const equivalent = new Map<string, number>()
  const missed = new Map<string, string[]>()
  for (const target of targets) {
    const random = seeded(SEED)
    for (const specimen of specimens(target, random)) {
      const { snippet, rules, defaultEffect, leftAlone, tool, where } = specimen
      const problems = (text: string) => verifySnippet({ ...snippet, text }, rules, defaultEffect, leftAlone)
      const tree = treeOf(snippet.text, target.language)
      const plain = problems(tree ? tree.print(tree.root) : snippet.text)
      if (plain.length > 0) throw new Error(`${where} as ${target.id} has problems before it is changed: ${plain[0]}`)
      const all = mutantsOf(snippet.text, target.language, {
        tool,
        serverKey: snippet.serverKey,
        stranger: 'unlisted_tool',
      })
      const groups = Map.groupBy(all, (mutant) => mutant.class)
      for (const own of groups.values())
        for (const mutant of drawn(own, OF_A_TEXT, random)) {
          const same = whyEquivalent(snippet.text, mutant.text, target.language)
          if (same !== undefined) {
            equivalent.set(same, (equivalent.get(same) ?? 0) + 1)
            continue
          }
          const noticed = problems(mutant.text).length > 0
          count(byClass, mutant.class, noticed)
          count(byTarget, target.label, noticed)
          if (!noticed) {
            const list = missed.get(`${target.id}, ${mutant.class}`) ?? []
            missed.set(`${target.id}, ${mutant.class}`, [...list, `${where}: ${mutant.change}`])
          }
        }
    }
    console.log(`${target.label.padEnd(28)} ${share(byTarget.get(target.label) ?? { broken: 0, noticed: 0 })}`)
  }
  console.log('')
  for (const name of mutantClasses)
    console.log(`${name.padEnd(28)} ${share(byClass.get(name) ?? { broken: 0, noticed: 0 })}`)
  const total = [...byClass.values()].reduce((a, b) => ({
    broken: a.broken + b.broken,
    noticed: a.noticed + b.noticed,
  }))
  console.log(`\n${'all'.padEnd(28)} ${share(total)}`)
  for (const [why, number] of equivalent) console.log(`not counted: ${why} (${number.toLocaleString('en')})`)
  for (const [kind, list] of missed) {
    console.log(`missed: ${kind}: ${list.length}`)
    for (const one of list.slice(0, MOST_MISSED)) console.log(`  ${one}`)
  }
  const low = [...byClass.values(), ...byTarget.values()].some((one) => ratio(one) < 0.9)
  return ratio(total) >= 0.95 && !low ? 0 : 1
}

function count(counts: Map<string, Count>, key: string, noticed: boolean): void {
  const own = counts.get(key) ?? { broken: 0, noticed: 0 }
  counts.set(key, { broken: own.broken + 1, noticed: own.noticed + (noticed ? 1 : 0) })
}

const ratio = ({ broken, noticed }: Count) => (broken === 0 ? 1 : noticed / broken)

const share = (one: Count) =>
  `${one.noticed.toLocaleString('en').padStart(7)} of ${one.broken.toLocaleString('en').padStart(7)}  ${(100 * ratio(one)).toFixed(1).padStart(5)} %`

/** Snippets of tools under every posture, with demands on arguments where there are any, and files of servers. */
function specimens(target: Target, random: () => number): Specimen[] {
  const { servers, tools } = site()
  const tried = [...drawn(tools, TOOLS, random), ...drawn(tools.filter(hasArguments), TOOLS / 2, random)]
  const all = [
    ...tried.flatMap((tool) => toolSpecimens(target, tool)),
    ...drawn(servers, SERVERS, random).flatMap((server) => serverSpecimens(target, server)),
  ]
  // What says nothing of the tool has nothing to change.
  return all.filter(({ snippet, tool }) => snippet.effects.has(tool) && snippet.text !== '')
}

const hasArguments = ({ proposals }: SiteTool) => proposals.checked.length > 0

function toolSpecimens(target: Target, { rules, tool, slug, proposals, server }: SiteTool): Specimen[] {
  const options = { defaultEffect: 'allow' as const, serverKey: server.id, tools: new Map([[tool.name, tool]]) }
  const { families, limits } = site().content
  const where = `${server.id}/${slug}`
  const demanding = demandAll(rules.guarded, proposals, sampleValues(families), tightLimits(limits))
  const found = postures.map((posture): Specimen => {
    const { snippet, listed, defaultEffect, leftAlone } = renderPosture(target, [rules[posture]], posture, options)
    return { snippet, rules: listed, defaultEffect, leftAlone, tool: tool.name, where: `${where}, ${posture}` }
  })
  if (demanding === rules.guarded) return found
  const snippet = target.render([demanding], options)
  return [
    ...found,
    {
      snippet,
      rules: [demanding],
      defaultEffect: 'allow',
      leftAlone: [],
      tool: tool.name,
      where: `${where}, arguments`,
    },
  ]
}

function serverSpecimens(target: Target, server: SiteServer): Specimen[] {
  return postures.map((posture) => {
    const { snippet, listed, defaultEffect, leftAlone } = serverPolicy(server, target, posture)
    const tool = [...snippet.effects.keys()].find((name) => snippet.text.includes(name)) ?? ''
    return { snippet, rules: listed, defaultEffect, leftAlone, tool, where: `${server.id}, ${posture}` }
  })
}
