import { mutations } from '../policy/prove/mutations.ts'
import { verifySnippet } from '../policy/prove/verify-snippet.ts'
import { targets } from '../policy/targets/index.ts'
import { site } from '../view/site.ts'

/**
 * Breaks the snippets of every tool of every server in the same ways. A broken text that still does what is said of the
 * snippet, by every call that is tried, is no fault of the verifier; the rest must be found.
 */
export function mutateCommand(): number {
  const tally = new Map<string, { broken: number; found: number }>()
  const count = (key: string, found: boolean) => {
    const own = tally.get(key) ?? { broken: 0, found: 0 }
    tally.set(key, { broken: own.broken + 1, found: own.found + (found ? 1 : 0) })
  }
  for (const { id, tools } of site().servers)
    for (const { rule, tool } of tools)
      for (const target of targets) {
        const snippet = target.render([rule], {
          defaultEffect: 'allow',
          serverKey: id,
          tools: new Map([[tool.name, tool]]),
        })
        // What leaves a tool as it was has nothing that could break.
        if (snippet.effects.get(tool.name) === undefined) continue
        for (const mutation of mutations) {
          const text = mutation.apply(snippet.text, tool.name)
          if (text === snippet.text) continue
          const found = verifySnippet({ ...snippet, text }, [rule], 'allow').length > 0
          count(target.label, found)
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
