import type { LintTarget } from '../../schema/lint-rule.ts'

/** One thing that a policy does not do as it seems to say. */
export interface LintFinding {
  /** Id of the rule in content/lint.yaml. */
  rule: string
  /** Line in the file, counted from 1; 1 where the place is not known. */
  line: number
  what: string
}

/** The servers that are known, with the names of their tools, by the key that the policy uses. */
export type KnownTools = ReadonlyMap<string, readonly string[]>

/** Reads one kind of file; never throws, whatever the text is. */
export type Linter = (text: string, known: KnownTools) => LintFinding[]

/** The line on which a text stands first, as it is or as JSON and TOML write it. */
export function lineOf(text: string, needle: string): number {
  const at = [needle, JSON.stringify(needle).slice(1, -1)].map((form) => text.indexOf(form)).find((index) => index >= 0)
  return at === undefined || needle === '' ? 1 : text.slice(0, at).split('\n').length
}

/** The line that a parser names in its own words; 1 where it names none. */
function lineIn(message: string): number {
  // smol-toml prints the lines around the fault, each with its number, and a caret below it.
  const named = /\bline (\d+)/.exec(message) ?? /(\d+): [^\n]*\n\s*\^/.exec(message)
  return named ? Number(named[1]) : 1
}

/** A maker of findings for one target and file. */
export const finder =
  (target: LintTarget, text: string) =>
  (rule: string, what: string, needle = ''): LintFinding => ({
    rule: `${target}/${rule}`,
    line: needle === '' ? lineIn(what) : lineOf(text, needle),
    what,
  })
