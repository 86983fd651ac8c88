import type { KnownServers, LintFinding } from '../core/linter.ts'
import { PolicyText } from '../core/policy-text.ts'
import { listedLinters } from '../targets/linters.ts'
import { listedTargets } from '../targets/load.ts'
import { fixText } from './fix-text.ts'
import { type CatalogueServer, configuredServers, identifyServers } from './identify-servers.ts'
import { MAX_BYTES } from './max-bytes.ts'
import { recogniseAmong } from './recognise.ts'

/** What is known beside the text. */
export interface LintOptions {
  /** Id of the target, where the reader says it; told from the text when absent. */
  target?: string
  /** The servers of the catalogue, so that the names of tools can be checked; none when absent. */
  catalogue?: readonly CatalogueServer[]
  /** Further files that start the reader's servers, such as an mcp.json. */
  configs?: readonly { file: string; text: string }[]
  /** What the reader says of the keys of servers. It counts before everything that files tell. */
  servers?: KnownServers
}

/** One finding in words. */
export interface ShownFinding extends Omit<LintFinding, 'edits'> {
  /** What kind of finding it is. */
  title: string
  /** What to do, as a sentence. */
  fix: string
  /** Whether `fixed` corrects it. */
  fixable: boolean
}

/** What a linter found in a text. */
export interface LintedText {
  target: { id: string; label: string }
  /** In the order of the text. */
  findings: ShownFinding[]
  /** The text with every correction that is safe, and what is left to find in it; absent where nothing is corrected. */
  fixed?: { text: string; count: number; findings: ShownFinding[] }
}

/**
 * What a policy does not do as it seems to say, as `lint-policy` finds it, without a disk. It fetches the rules of one target.
 * @param fileName the name or path of the file, which decides where the text fits several targets; empty where there is none.
 * @returns why, and what to do, where it is no policy or nothing tells of which target.
 * @throws {Error} where the rules of the target cannot be fetched.
 */
export async function lintText(
  text: string,
  fileName = '',
  options: LintOptions = {},
): Promise<LintedText | { why: string; fix: string }> {
  if (new TextEncoder().encode(text).length > MAX_BYTES)
    return { why: 'it is larger than 1 MB', fix: 'Name a policy file.' }
  const source = new PolicyText(fileName, text)
  const listed = listedLinters.find(({ id }) => id === options.target)
  if (options.target !== undefined && !listed)
    return { why: `there are no rules for ${options.target}`, fix: 'Choose another target.' }
  const told = listed ? { target: listed } : recogniseAmong(source, listedLinters)
  if ('why' in told) return told
  const { id } = told.target
  const linter = await told.target.load()
  const words = new Map(linter.rules.map(({ id: rule, title, fix }) => [`${id}/${rule}`, { title, fix }]))
  const shown = ({ edits, ...finding }: LintFinding): ShownFinding => ({
    ...finding,
    ...(words.get(finding.rule) ?? { title: '', fix: '' }),
    fixable: edits !== undefined,
  })
  const servers = serversOf(source, options)
  const findings = linter.find(source, servers)
  const fixed = fixText(source, linter, servers, findings)
  return {
    target: { id, label: listedTargets.find((one) => one.id === id)?.label ?? id },
    findings: findings.map(shown),
    ...(fixed.count > 0 ? { fixed: { ...fixed, findings: fixed.findings.map(shown) } } : {}),
  }
}

/** The servers of the keys in a text: what the reader says, then further files, then the text itself. */
function serversOf(source: PolicyText, { catalogue = [], configs = [], servers }: LintOptions): KnownServers {
  const files = [source, ...configs.map(({ file, text }) => new PolicyText(file, text))]
  const started = files.flatMap((file) => [...identifyServers(configuredServers(file), catalogue)])
  return new Map([...started, ...(servers ?? [])])
}
