import type { Condition, Limit, Rule } from '../../schema/rule.ts'
import type { Bucket } from './counters.ts'
import { ordinal } from './ordinal.ts'
import type { RenderOptions } from './target.ts'

/** How a target counts, in words. */
export interface Counting {
  /** One limit, after "Calls of this tool pass, ". */
  words(limit: Limit): string
  /** The buckets that keep limits, for a target that counts with such; windows of the calendar when absent. */
  bucket?(limits: readonly Limit[]): Bucket | readonly Bucket[]
  /** The minutes of the day in which calls pass, for limits that are kept so; all when absent. */
  openMinutes?(limits: readonly Limit[]): readonly number[] | undefined
  /** The limits that it keeps for these: the same, or stricter ones; the same when absent. Never none. */
  keep?(limits: readonly Limit[]): Limit[]
  /** For whom it counts, and when it begins again. */
  about: string
  /** What it cannot count, by the tool or by its limits, and a sentence that says which. */
  except?: { is: (tool: string, limits: readonly Limit[]) => boolean; what: string }
}

/** What a target can do with one tool, beside letting it pass and refusing it. */
export interface Capabilities {
  /** Let a call pass without approval; it can when absent. Else it asks about all that it offers. */
  allow?: false
  /** Let a person decide. */
  ask: boolean
  /** Take the tool out of the list that the model sees. */
  hide: boolean
  /** Whatever it refuses it hides, too. */
  denyHides?: true
  /** For a target that can only ask where the rule refuses: the sentence that says so. */
  cannotDeny?: string
  /** Tools whose calls it refuses whatever the rule says, and a sentence that says which. */
  refuses?: { is: (tool: string) => boolean; what: string }
  /** Count calls. */
  limits: Counting | false
  /**
   * Check conditions on arguments: none, or as the function gives each; undefined for one that it cannot check. Only an
   * argument that the schema of the tool requires may be made optional; see `lowerConditions`.
   */
  conditions: ((condition: Condition, rule: Rule, options: RenderOptions) => Condition | undefined) | false
  /** Why its snippets check no argument, as a sentence; for a target of which it is not true that it cannot. */
  whyUnchecked?: string
}

/** Counting in windows of the calendar, as far as the words of one limit go. */
export const windowWords = ({ max, per }: Limit): string =>
  `at most ${max} in one calendar ${per}; the ${ordinal(max + 1)} is refused until the next ${per} begins`
