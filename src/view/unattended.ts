import type { ModeCall, ModeOutcome, TargetMode } from '../policy/core/target-mode.ts'
import { targets } from '../policy/targets/index.ts'
import { urls } from './urls.ts'

/** What a client does with calls when nobody can answer its questions. */
export interface UnattendedRow {
  label: string
  href: string
  /** How a job starts it. */
  command: string
  ask: string
  unlisted: string
  /** The modes in which calls that need approval run without it. */
  opens: string[]
}

/** How jobs start a client, and which of the target's modes this is. */
export interface UnattendedStart {
  target: string
  command: string
  mode: string
}

const WORDS: Record<ModeOutcome, string> = {
  passes: 'runs',
  // A question that nobody answers is a refusal.
  asks: 'refused',
  refused: 'refused',
  hidden: 'refused',
  judged: 'a model decides',
}

const OPENED: readonly ModeCall[] = ['ask', 'unlisted']

/**
 * Each client as jobs start it.
 * @throws {Error} when a target or its mode has another name now, so that the guide cannot go stale.
 */
export function unattendedRows(starts: readonly UnattendedStart[]): UnattendedRow[] {
  return starts.map(({ target: id, command, mode }) => {
    const target = targets.find((one) => one.id === id)
    const started = target?.modes?.find((one) => one.id === mode)
    if (!target?.modes || !started) throw new Error(`the target ${id} has no mode ${mode}`)
    return {
      label: target.label,
      href: `${urls.target(id)}#modes`,
      command,
      ask: WORDS[outcomeOf(started, 'ask')],
      unlisted: WORDS[outcomeOf(started, 'unlisted')],
      opens: target.modes
        .filter((one) =>
          OPENED.some((call) => outcomeOf(one, call) === 'passes' && outcomeOf(started, call) !== 'passes'),
        )
        .map(({ name }) => name),
    }
  })
}

/** What a run without a person does with a call. */
function outcomeOf({ meets, headless }: TargetMode, call: ModeCall): ModeOutcome {
  return headless?.[call] ?? meets[call] ?? 'refused'
}
