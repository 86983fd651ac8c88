import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { check } from 'recheck'

/** A regular expression, and where it was found. */
export interface Pattern {
  place: string
  source: string
  flags: string
}

/** Name under which a verdict about a pattern is kept. */
const keyOf = ({ source, flags }: Pattern) =>
  createHash('sha256').update(`${source} ${flags}`).digest('hex').slice(0, 16)

/**
 * The patterns that some text makes slow. To look for such a text takes seconds and depends on how busy the machine is, so
 * verdicts are kept: only a pattern that was changed is searched anew. UPDATE_EXPECTED=1 keeps the verdicts of all that is safe.
 * @param kept the file of verdicts.
 */
export async function slowPatterns(patterns: readonly Pattern[], kept: URL): Promise<string[]> {
  const checked = new Set<string>(existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : [])
  const slow: string[] = []
  const safe = new Set<string>()
  for (const pattern of patterns) {
    const key = keyOf(pattern)
    if (checked.has(key) || safe.has(key)) {
      safe.add(key)
      continue
    }
    const fuzzed = await check(pattern.source, pattern.flags, {
      checker: 'fuzz',
      timeout: 20_000,
      attackTimeout: 1000,
      incubationTimeout: 300,
    })
    // Short texts make a repeat with a bound look quadratic; the slower way tells that it is not.
    const verdict =
      fuzzed.status === 'safe'
        ? fuzzed
        : await check(pattern.source, pattern.flags, { checker: 'automaton', timeout: 120_000 })
    if (verdict.status === 'safe') safe.add(key)
    else slow.push(`${pattern.place}: ${verdict.status === 'vulnerable' ? verdict.complexity.summary : 'no verdict'}`)
  }
  if (process.env['UPDATE_EXPECTED']) writeFileSync(kept, `${JSON.stringify([...safe].sort(), null, 2)}\n`)
  return slow
}
