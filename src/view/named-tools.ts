import { descriptionOf } from '../schema/tool.ts'
import type { SiteServer, SiteTool } from './site.ts'

const MAX_CHARS = 4000
/** Names that are no words of the language: with a sign, a figure or a capital inside them. */
const IS_NAME = /[_-]|\d|\p{Ll}\p{Lu}/u
const WORD = /[\p{L}\p{N}_-]+/gu

const indexes = new WeakMap<SiteServer, Map<string, SiteTool>>()

/**
 * The tools of the same server that a description names, in its order: "ALWAYS prefer fill_form". A name that is a common word,
 * as "click", counts for nothing.
 * @param most how many are wanted.
 */
export function namedTools(self: SiteTool, most: number): SiteTool[] {
  const { server } = self
  let byName = indexes.get(server)
  if (!byName) {
    byName = new Map(server.tools.filter(({ tool }) => IS_NAME.test(tool.name)).map((one) => [one.tool.name, one]))
    indexes.set(server, byName)
  }
  const found = new Set<SiteTool>()
  for (const [word] of descriptionOf(self.tool).slice(0, MAX_CHARS).matchAll(WORD)) {
    const other = byName.get(word)
    if (other && other !== self) found.add(other)
    if (found.size === most) break
  }
  return [...found]
}
