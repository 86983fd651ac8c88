/** One thing that a policy does not do as it seems to say. */
export interface LintFinding {
  /** Id of the target and of the rule, with a slash between them. */
  rule: string
  /** Line in the file, counted from 1; 1 where the place is not known. */
  line: number
  what: string
}

/** One kind of finding, with a file that has it and the same file corrected; a test proves both. */
export interface LintRule {
  id: string
  title: string
  about: string
  fix: string
  bad: string
  good: string
}

/** The servers that are known, with the names of their tools, by the key that the policy uses. */
export type KnownTools = ReadonlyMap<string, readonly string[]>

/** What tells that a file belongs to a target, the strongest first. */
export const recognitions = ['name', 'content', 'guess'] as const
export type Recognition = (typeof recognitions)[number]

/** Reads files that people already have for one target. */
export interface Linter {
  rules: readonly LintRule[]
  /** What tells that the file is for this target; undefined when nothing does. */
  recognise(file: string, text: string): Recognition | undefined
  /** Never throws, whatever the text is. */
  find(text: string, known: KnownTools): LintFinding[]
}

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
  (target: string, text: string) =>
  (rule: string, what: string, needle = ''): LintFinding => ({
    rule: `${target}/${rule}`,
    line: needle === '' ? lineIn(what) : lineOf(text, needle),
    what,
  })
