import { engines } from '../engine/index.ts'
import type { Snippet } from '../policy/formats/format.ts'
import { formats } from '../policy/formats/index.ts'
import { proposals, withArguments } from '../policy/recommend/arguments.ts'
import { verifiers, verifySnippet } from '../policy/verify/index.ts'
import { mutations } from '../policy/verify/mutations.ts'
import { postures } from '../schema/posture.ts'
import { formatProblem, type Problem } from '../schema/problem.ts'
import type { Rule } from '../schema/rule.ts'
import { serverPolicies } from '../view/server-page.ts'
import { site } from '../view/site.ts'
import { options } from './options.ts'

/**
 * `verify`: every snippet of every tool and server, by the rules of its target and, where there is one, by its engine.
 * Ends with `N snippets verified, N failed`. With `--mutate` it breaks snippets in ten ways instead and counts what the
 * verifiers find.
 */
export async function verifyCommand(argv: string[]): Promise<number> {
  const { mutate } = options('verify', argv, { mutate: { type: 'boolean' } })
  if (mutate) return mutateCommand()
  const began = performance.now()
  const counts = new Map<string, number>()
  const problems: Problem[] = []
  let failed = 0
  const check = async (
    snippet: Snippet,
    rules: readonly Rule[],
    rest: 'allow' | 'deny',
    where: string,
    times: number,
  ) => {
    const found = verifySnippet(snippet, rules, rest)
    for (const engine of engines)
      if (engine.formats.includes(snippet.format))
        found.push(...(await engine.check(snippet)).map((what) => `${engine.name}: ${what}`))
    counts.set(snippet.format, (counts.get(snippet.format) ?? 0) + times)
    if (found.length > 0) failed += times
    for (const what of found)
      problems.push({ where: `${where} as ${snippet.format}`, what, fix: 'Report this as a fault of policybook.' })
  }
  const all = site()
  for (const server of all.servers) {
    // Postures that agree have one rule, and so one snippet.
    for (const { rules, tool, slug } of server.tools)
      for (const rule of new Set(postures.map((posture) => rules[posture]))) {
        const times = postures.filter((posture) => rules[posture] === rule).length
        for (const format of formats) {
          const snippet = format.render([rule], {
            rest: 'allow',
            serverKey: server.id,
            tools: new Map([[tool.name, tool]]),
          })
          await check(snippet, [rule], 'allow', `${server.id}/${slug}`, times)
        }
      }
    for (const { rule, tool, slug } of server.tools) {
      const found = proposals(tool, all.content.families)
      if (found.length === 0) continue
      const opened = withArguments(rule, found)
      for (const format of formats) {
        const snippet = format.render([opened], {
          rest: 'allow',
          serverKey: server.id,
          tools: new Map([[tool.name, tool]]),
        })
        await check(snippet, [opened], 'allow', `${server.id}/${slug}, arguments`, 1)
      }
    }
    for (const posture of postures)
      for (const { snippet, rules } of serverPolicies(server, posture))
        await check(snippet, rules, 'deny', `${server.id}, ${posture}`, 1)
  }
  for (const problem of problems) console.error(formatProblem(problem))
  const number = (count: number) => count.toLocaleString('en')
  for (const { id, label } of formats) {
    const by = engines.filter((engine) => engine.formats.includes(id)).map(({ name }) => name)
    console.log(
      `${label.padEnd(20)} ${number(counts.get(id) ?? 0).padStart(6)}  by ${[verifiers[id]?.by, ...by].join('; ')}`,
    )
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  console.log(`${((performance.now() - began) / 1000).toFixed(1)} s`)
  console.log(`${number(total - failed)} snippets verified, ${number(failed)} failed`)
  return failed > 0 ? 1 : 0
}

/**
 * Breaks the snippets of every tool of every server in ten ways. A broken text that still does what is said of the
 * snippet, by every call that is tried, is no fault of the verifier; the rest must be found.
 */
function mutateCommand(): number {
  const tally = new Map<string, { broken: number; found: number }>()
  const count = (key: string, found: boolean) => {
    const own = tally.get(key) ?? { broken: 0, found: 0 }
    tally.set(key, { broken: own.broken + 1, found: own.found + (found ? 1 : 0) })
  }
  for (const { id, tools } of site().servers)
    for (const { rule, tool } of tools)
      for (const format of formats) {
        const snippet = format.render([rule], { rest: 'allow', serverKey: id, tools: new Map([[tool.name, tool]]) })
        // What leaves a tool as it was has nothing that could break.
        if (snippet.effects.get(tool.name) === undefined) continue
        for (const mutation of mutations) {
          const text = mutation.apply(snippet.text, tool.name)
          if (text === snippet.text) continue
          const found = verifySnippet({ ...snippet, text }, [rule], 'allow').length > 0
          count(format.label, found)
          count(mutation.id, found)
        }
      }
  const share = ({ broken, found }: { broken: number; found: number }) =>
    `${found.toLocaleString('en').padStart(7)} of ${broken.toLocaleString('en').padStart(7)}  ${((100 * found) / broken).toFixed(1)} %`
  for (const [key, one] of tally) console.log(`${key.padEnd(36)} ${share(one)}`)
  const kinds = mutations.flatMap(({ id }) => tally.get(id) ?? [])
  const all = kinds.reduce((sum, one) => ({ broken: sum.broken + one.broken, found: sum.found + one.found }))
  console.log(`${'all'.padEnd(36)} ${share(all)}`)
  return all.found / all.broken >= 0.95 ? 0 : 1
}
