import { engines } from '../../engine/index.ts'
import { fileText } from '../../policy/core/file-text.ts'
import { renderPosture } from '../../policy/core/render-posture.ts'
import type { Snippet } from '../../policy/core/snippet.ts'
import { verifySnippet } from '../../policy/prove/verify-snippet.ts'
import { demandAll } from '../../policy/recommend/narrow.ts'
import { tightLimits } from '../../policy/recommend/rated-rule.ts'
import { placeholders, sampleValues } from '../../policy/recommend/reader-values.ts'
import { targets } from '../../policy/targets/index.ts'
import { postures } from '../../schema/posture.ts'
import type { Rule } from '../../schema/rule.ts'
import { workedRule } from '../../view/attack-page.ts'
import { serverPolicies } from '../../view/server-page.ts'
import { type SiteServer, site } from '../../view/site.ts'
import { inParts } from '../in-parts.ts'
import { Tally, type TallyData } from './tally.ts'

/** Every snippet of every tool and server, by the rules of its target and by the engines that are quick. */
export async function verifySnippets(): Promise<Tally> {
  const tally = new Tally()
  for (const data of await inParts<TallyData>(new URL(import.meta.url))) tally.add(data)
  return tally
}

async function verifyServer(server: SiteServer, tally: Tally): Promise<void> {
  const check = checker(tally)
  const { families, limits } = site().content
  for (const { rules, tool, slug, proposals } of server.tools) {
    const options = { defaultEffect: 'allow' as const, serverKey: server.id, tools: new Map([[tool.name, tool]]) }
    const where = `${server.id}/${slug}`
    // Postures that agree have one rule, and so one snippet.
    for (const rule of new Set(postures.map((posture) => rules[posture]))) {
      const same = postures.filter((posture) => rules[posture] === rule)
      for (const target of targets) {
        const { snippet, listed, defaultEffect, leftAlone } = renderPosture(
          target,
          [rule],
          same[0] ?? 'guarded',
          options,
        )
        await check(snippet, listed, defaultEffect, where, same.length, leftAlone)
      }
    }
    for (const values of [placeholders(families), sampleValues(families)]) {
      const demanding = demandAll(rules.guarded, proposals, values, tightLimits(limits))
      if (demanding === rules.guarded) continue
      for (const target of targets)
        await check(target.render([demanding], options), [demanding], 'allow', `${where}, arguments`, 1)
    }
  }
  for (const posture of postures)
    for (const { snippet, listed, defaultEffect, leftAlone } of serverPolicies(server, posture)) {
      const text = fileText(snippet.text, snippet.target.language, snippet.limitations)
      await check({ ...snippet, text }, listed, defaultEffect, `${server.id}, ${posture}`, 1, leftAlone)
    }
}

/** The policies that are worked out for attacks. */
async function verifyAttacks(tally: Tally): Promise<void> {
  const check = checker(tally)
  for (const attack of site().content.attacks.attacks) {
    const found = workedRule(site(), attack)
    if (!found) continue
    const { tool, rule } = found
    const options = { defaultEffect: 'allow' as const, serverKey: 'example', tools: new Map([[tool.name, tool]]) }
    for (const target of targets)
      await check(target.render([rule], options), [rule], 'allow', `attacks/${attack.id}`, 1)
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
const checker =
  (tally: Tally): Check =>
  async (snippet, rules, defaultEffect, where, times, leftAlone = []) => {
    const found = verifySnippet(snippet, rules, defaultEffect, leftAlone)
    for (const engine of engines)
      if (engine.targets.includes(snippet.target.id)) {
        found.push(...(await engine.check(snippet)).map((what) => `${engine.name}: ${what}`))
        tally.engine(snippet.target.id, engine.name, 'snippets', times)
      }
    tally.snippet(snippet.target.id, times)
    tally.found(`${where} as ${snippet.target.id}`, found, times)
  }

// A snippet is checked by itself, so each process takes some of the servers.
const part = process.env['POLICYBOOK_PART']
if (part !== undefined && process.send) {
  const [index = 0, count = 1] = part.split('/').map(Number)
  const tally = new Tally()
  for (const [number, server] of site().servers.entries())
    if (number % count === index) await verifyServer(server, tally)
  if (index === 0) await verifyAttacks(tally)
  process.send(tally.data(), () => process.disconnect())
}
