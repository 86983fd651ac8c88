import { matchServers } from '../config/match.ts'
import { readConfig } from '../config/read-config.ts'
import type { KnownServers, Linter, LintFinding } from '../policy/core/linter.ts'
import { PolicyText } from '../policy/core/policy-text.ts'
import { applyEdits } from '../policy/core/text-edit.ts'
import { linted, recogniseTarget } from '../policy/lint/recognise.ts'
import { targets } from '../policy/targets/index.ts'
import type { ChoosableServer } from './stack-servers.ts'

/** One finding in words. */
export interface ShownFinding {
  /** Id of the target and of the rule, with a slash between them. */
  rule: string
  line: number
  column: number
  title: string
  what: string
  fix: string
}

/** What the linter says of a text. */
export interface CheckedPolicy {
  target: { id: string; label: string }
  findings: ShownFinding[]
  /** The text with every correction that is safe; absent where nothing is corrected. */
  fixed?: { text: string; count: number; left: number }
}

/** A correction can make room for another. */
const MAX_PASSES = 20
export const MAX_POLICY_CHARS = 1_000_000

/**
 * What a policy does not do as it seems to say, as the linter of the command line finds it.
 * @param file name of the file, which decides where the text fits several targets; empty where there is none.
 * @param wanted id of the target, where the reader says it.
 * @param servers the tools of the reader's servers, so that names of tools can be checked.
 * @returns why, where it is no policy or nothing tells of which target.
 */
export function checkPolicy(
  text: string,
  file: string,
  wanted: string | undefined,
  servers: KnownServers,
): CheckedPolicy | { why: string } {
  if (text.length > MAX_POLICY_CHARS) return { why: 'it is longer than 1 million characters' }
  const source = new PolicyText(file, text)
  const own = linted(targets).find(({ id }) => id === wanted)
  const told = own ? { target: own } : recogniseTarget(source, targets)
  if ('why' in told) return { why: told.why }
  const { id, label, linter } = told.target
  const words = new Map(linter.rules.map((rule) => [`${id}/${rule.id}`, rule]))
  const findings = linter.find(source, servers)
  const fixed = corrected(source, linter, servers, findings)
  return {
    target: { id, label },
    findings: findings.map(({ rule, line, column, what }) => {
      const { title = rule, fix = '' } = words.get(rule) ?? {}
      return { rule, line, column, title, what, fix }
    }),
    ...(fixed.count > 0 ? { fixed } : {}),
  }
}

/** Makes every correction that is safe, as long as fewer findings are left. */
function corrected(source: PolicyText, linter: Linter, servers: KnownServers, findings: readonly LintFinding[]) {
  let [fixed, left] = [{ text: source.text, count: 0, left: findings.length }, findings]
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const { text, count } = applyEdits(
      fixed.text,
      left.flatMap(({ edits }) => (edits ? [edits] : [])),
    )
    if (count === 0) break
    const next = linter.find(new PolicyText(source.file, text), servers)
    if (next.length >= left.length) break
    fixed = { text, count: fixed.count + count, left: next.length }
    left = next
  }
  return fixed
}

/** A server that a text starts, by the key that rules have for it; without an id where the catalogue does not have it. */
export interface StartedServer {
  key: string
  id: string | undefined
}

/** The servers that a policy, or the file beside it, starts. */
export function startedServers(text: string, file: string, catalogue: readonly ChoosableServer[]): StartedServer[] {
  const { servers } = readConfig(text, file)
  const ids = matchServers(servers, catalogue)
  return servers.map(({ key }, index) => ({ key, id: ids[index] }))
}
