import { builtinRules } from '../policy/core/builtin-rules.ts'
import type { Target } from '../policy/core/target.ts'
import { type ModeCall, type ModeOutcome, modeCalls } from '../policy/core/target-mode.ts'
import { type CodeLine, highlight } from './highlight.ts'

/** The modes of a target as a table: a column for each kind of call that one of them knows. */
export interface ModeTable {
  columns: string[]
  rows: { name: string; how: string; source: string; cells: string[] }[]
}

/** Rules for the tools that a client has itself, ready to print. */
export interface BuiltinSnippet {
  file: string
  source: string
  lines: CodeLine[]
  /** The rules that the text says. */
  said: string[]
  /** The others, each with what happens instead. */
  unsaid: { rule: string; what: string }[]
}

const COLUMNS: Record<ModeCall, string> = { allow: 'Allow', ask: 'Ask', deny: 'Deny', unlisted: 'Unlisted tool' }

const OUTCOMES: Record<ModeOutcome, string> = {
  passes: 'runs without approval',
  asks: 'needs approval',
  refused: 'refused',
  hidden: 'refused and hidden',
  judged: 'a model decides',
}

/** What a target's modes do to calls; undefined for a target without modes. */
export function modeTable({ modes = [] }: Target): ModeTable | undefined {
  if (modes.length === 0) return undefined
  const calls = modeCalls.filter((call) => modes.some(({ meets }) => meets[call] !== undefined))
  return {
    columns: calls.map((call) => COLUMNS[call]),
    rows: modes.map(({ name, how, source, meets, headless }) => ({
      name,
      how,
      source,
      cells: calls.map((call) => cellWords(meets[call], headless?.[call])),
    })),
  }
}

function cellWords(outcome: ModeOutcome | undefined, headless: ModeOutcome | undefined): string {
  if (outcome === undefined) return ''
  if (headless === undefined || headless === outcome) return OUTCOMES[outcome]
  return `${OUTCOMES[outcome]} (headless: ${OUTCOMES[headless]})`
}

/** The rules for a client's own tools as its file; undefined for a target that takes none. */
export async function builtinSnippet({ builtin }: Target): Promise<BuiltinSnippet | undefined> {
  if (!builtin) return undefined
  const { text, unsaid } = builtin.render(builtinRules)
  const without = new Set(unsaid.map(({ rule }) => rule))
  return {
    file: builtin.file,
    source: builtin.source,
    lines: await highlight(text, builtin.language === 'shell' ? 'shellscript' : builtin.language),
    said: builtinRules.filter((rule) => !without.has(rule)).map(({ what }) => what),
    unsaid: unsaid.map(({ rule, what }) => ({ rule: rule.what, what })),
  }
}
