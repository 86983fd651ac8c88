import type { ReadProblem, Span } from './document.ts'
import { PolicyText } from './policy-text.ts'
import type { ScopeMerge } from './scope-merge.ts'
import type { TextEdit } from './text-edit.ts'
import { TextPositions } from './text-position.ts'

/** One thing that a policy does not do as it seems to say. */
export interface LintFinding {
  /** Id of the target and of the rule, with a slash between them. */
  rule: string
  /** Where it is, counted from 1; columns in UTF-16 code units. */
  line: number
  column: number
  what: string
  /** What corrects it without a loss; absent where somebody has to decide. */
  edits?: readonly TextEdit[]
}

/** What a rule says about one place of a file. */
export interface Report {
  what: string
  /** Where; the beginning of the file when absent. */
  at?: Span | undefined
  edits?: readonly TextEdit[]
}

/** One kind of finding in words, with a file that has it and the same file corrected; a test proves both. */
export interface LintWords {
  id: string
  title: string
  about: string
  fix: string
  bad: string
  good: string
  /** Name of the two files, where the finding depends on it. */
  file?: string
}

/** A rule: its words, and how it is found in what the target's linter reads. */
export interface LintRule<D = never> extends LintWords {
  find(document: D, context: LintContext): Iterable<Report>
}

/**
 * The servers of the reader by the key that they have in the reader's configuration: the names of their tools, or null for a
 * server that is known to be none of the catalogue's. A key that is missing is one of which nothing tells what it is.
 */
export type KnownServers = ReadonlyMap<string, readonly string[] | null>

/** What rules know beside the file. */
export interface LintContext {
  source: PolicyText
  servers: KnownServers
}

/**
 * What the content of a file says about its target: `certain` where no other product has such a file, `likely` where another
 * target has more of a claim to it when its name says so, `possible` where the name must decide.
 */
export const recognitions = ['certain', 'likely', 'possible'] as const
export type Recognition = (typeof recognitions)[number]

/** Tells the files of one target; apart from its rules, because a browser fetches those of one target alone. */
export interface Recogniser {
  /** The names of its files. They decide only where the content fits several targets. */
  names: RegExp
  /** What the content says; undefined where the file is not for this target. */
  recognise(source: PolicyText): Recognition | undefined
}

/** Reads files that people already have for one target. */
export interface Linter extends Recogniser {
  rules: readonly LintWords[]
  /** Findings in the order of the file. Never throws, whatever the text is. */
  find(source: PolicyText, servers?: KnownServers): LintFinding[]
  /** Which rule wins where several files count together; absent where one file is all there is. */
  merge?: ScopeMerge
}

/** What a target's folder gives to `defineLinter`. */
export interface LinterDefinition<D> extends Recogniser {
  target: string
  /** What the rules are about; problems where the product does not take the file at all. */
  read(source: PolicyText): D | { problems: readonly Report[] }
  /** The rule that problems of reading are findings of. */
  unreadable: LintWords
  rules: readonly LintRule<D>[]
  /** How the product writes the key of a server, and the name of a tool; as they are when absent. */
  serverName?(key: string): string
  toolName?(tool: string): string
  merge?: ScopeMerge
}

/** Findings of one file beyond which no more are kept: nobody reads more, and output stays bounded. */
export const MAX_FINDINGS = 1000

const KNOWN_NONE: KnownServers = new Map()

/** Makes a linter of the rules of a target. */
export function defineLinter<D extends object>(definition: LinterDefinition<D>): Linter {
  const { target, names, recognise, read, unreadable, rules, merge } = definition
  return {
    rules: [unreadable, ...rules],
    names,
    recognise,
    find(source, servers = KNOWN_NONE) {
      const document = read(source)
      const reports: { rule: string; report: Report }[] = []
      const add = (rule: string, found: Iterable<Report>) => {
        for (const report of found) {
          if (reports.length >= MAX_FINDINGS) return
          reports.push({ rule: `${target}/${rule}`, report })
        }
      }
      if ('problems' in document) add(unreadable.id, document.problems)
      else {
        const context = { source, servers: renamed(servers, definition) }
        for (const rule of rules) add(rule.id, rule.find(document, context))
      }
      return placed(source, reports)
    },
    ...(merge ? { merge } : {}),
  }
}

/** Servers and tools by the names that the product has for them. */
function renamed(
  servers: KnownServers,
  { serverName = (key) => key, toolName = (tool) => tool }: Pick<LinterDefinition<object>, 'serverName' | 'toolName'>,
): KnownServers {
  return new Map([...servers].map(([key, tools]) => [serverName(key), tools?.map(toolName) ?? null]))
}

function placed(source: PolicyText, reports: readonly { rule: string; report: Report }[]): LintFinding[] {
  const positions = new TextPositions(source.text)
  return reports
    .toSorted((a, b) => (a.report.at?.start ?? 0) - (b.report.at?.start ?? 0))
    .map(({ rule, report: { what, at, edits } }) => ({
      rule,
      ...positions.at(at?.start ?? 0),
      what: shortened(what),
      ...(edits ? { edits } : {}),
    }))
}

/** Quotes of a file can be long; nobody reads more than this of a line. */
const MAX_WHAT = 400
const shortened = (what: string) => (what.length > MAX_WHAT ? `${what.slice(0, MAX_WHAT)}…` : what)

/** Problems of a parser as reports. */
export const asReports = (problems: readonly ReadProblem[]): Report[] =>
  problems.map(({ what, start, end }) => ({ what, at: { start, end } }))

/** The text of an example as the linter sees it. */
export const exampleText = ({ file = '' }: Pick<LintWords, 'file'>, text: string): PolicyText =>
  new PolicyText(file, text)
