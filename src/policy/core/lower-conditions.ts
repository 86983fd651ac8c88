import type { Condition, Rule } from '../../schema/rule.ts'
import { absent } from '../recommend/conditions-of.ts'
import type { Limitation } from './snippet.ts'

/** What is left of the conditions of a rule in one target. */
export interface LoweredConditions {
  /** The conditions as the target checks them: as the rule has them, or stricter. */
  checked: Condition[]
  /** Whether a condition is left out that the rule does not depend on. */
  leftOut: boolean
  /** Whether a condition is stricter than in the rule. */
  stricter: boolean
  /** Whether a call without an argument passes that the rule refuses, and that the server refuses by its schema. */
  absentPasses: boolean
  /** Whether a condition that the rule depends on cannot be checked, so that the target must not allow the calls. */
  failed: boolean
}

/**
 * The conditions of a rule as a target can check them.
 * @param say gives a condition as the target checks it; undefined where it cannot. Only an argument that the schema of the tool
 * requires may be made optional.
 */
export function lowerConditions(
  { conditions }: Rule,
  say: (condition: Condition) => Condition | undefined,
): LoweredConditions {
  const lowered: LoweredConditions = {
    checked: [],
    leftOut: false,
    stricter: false,
    absentPasses: false,
    failed: false,
  }
  const missing = new Set<string>()
  for (const condition of conditions) {
    const said = say(condition)
    if (said) {
      lowered.checked.push(said)
      if (said.optional && !condition.optional) lowered.absentPasses = true
    } else if (condition.optional && (condition.orElse || !condition.dispensable) && say(absent(condition.path))) {
      lowered.stricter = true
      missing.add(condition.path)
    } else if (condition.dispensable) lowered.leftOut = true
    else lowered.failed = true
  }
  // What must be left out needs no other condition.
  lowered.checked = [
    ...lowered.checked.filter(({ path }) => !missing.has(path)),
    ...[...missing].map((path) => absent(path)),
  ]
  return lowered
}

/** A condition as the end of a sentence that begins with the argument's name. */
const conditionWords = ({ op, value, says }: Condition): string =>
  says ??
  (op === 'exists' ? (value === true ? 'must be given' : 'must be left out') : `${HOLDS[op]} ${JSON.stringify(value)}`)

/** Why a call is refused, for the agent. */
export const conditionReason = (condition: Condition): string =>
  `The argument ${condition.path} ${conditionWords(condition)}${condition.optional ? ', or be left out' : ''}.`

const HOLDS: Record<Exclude<Condition['op'], 'exists'>, string> = {
  eq: 'must be',
  neq: 'must be given and must not be',
  in: 'must be one of',
  not_in: 'must be given and must be none of',
  lt: 'must be a number below',
  lte: 'must be a number of at most',
  gt: 'must be a number above',
  gte: 'must be a number of at least',
  regex: 'must match',
  contains: 'must contain',
}

/**
 * What the conditions of a tool whose calls pass became, one sentence for each difference.
 * @param whyUnchecked why it checks no argument, where it is not true that it cannot.
 */
export function conditionLimitations(
  { leftOut, stricter, absentPasses }: LoweredConditions,
  subject: string,
  tool: string,
  whyUnchecked = `${subject} cannot check some arguments in the rule.`,
): Limitation[] {
  const limitations: Limitation[] = []
  if (stricter)
    limitations.push({
      what: `${subject} cannot check optional arguments. The snippet refuses calls that include one.`,
      excuses: [{ kind: 'stricter arguments', tool }],
    })
  if (absentPasses)
    limitations.push({
      what: `${subject} also filters the list of tools, without arguments. So it allows calls without a required argument; the server’s schema refuses them.`,
      excuses: [{ kind: 'absent passes', tool }],
    })
  if (leftOut)
    limitations.push({
      what: `${whyUnchecked} The snippet allows those calls without the check.`,
      excuses: [{ kind: 'unchecked', tool }],
    })
  return limitations
}
