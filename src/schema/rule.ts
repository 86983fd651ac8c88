/** What happens to a call, the mildest first. `hide` also removes the tool from the list that the model sees. */
export const effects = ['allow', 'ask', 'deny', 'hide'] as const
export type Effect = (typeof effects)[number]

/** At most `max` calls in one calendar window. */
export interface Limit {
  /** A whole number of 1 or more. */
  max: number
  per: 'minute' | 'hour' | 'day'
}

/** What must hold for one argument of the call. */
export interface Condition {
  /** Dotted path below the arguments, without a prefix: `path`, `options.force`. */
  path: string
  op: 'eq' | 'neq' | 'in' | 'not_in' | 'lt' | 'lte' | 'gt' | 'gte' | 'regex' | 'contains' | 'exists'
  value: unknown
  /** A call without the argument passes, too. */
  optional?: true
  /** A target that cannot check the condition may leave it out: the rule would allow the call without it, too. */
  dispensable?: true
  /** What a target demands that cannot say "absent, or …": absence. */
  orElse?: 'absent'
  /** The same as a `regex` in wildcards: one of `any` and none of `none` matches the text; `*` is any text. */
  wildcards?: { any: string[]; none: string[] }
  /** The pattern of every text that a `regex` does not match. */
  refuses?: string
  /** What the argument must be, as the end of a sentence that begins with its name. */
  says?: string
  /** Values to try a policy with. */
  samples?: { passes: unknown[]; refused: unknown[] }
}

/** What to do with one tool; the same object feeds every target, the page's words and the questions. */
export interface Rule {
  server: string
  tool: string
  effect: Effect
  /** How many calls pass; only for `allow`, because no target counts the calls that somebody approves. */
  limits: Limit[]
  /** What to do where a target cannot count: let calls pass, because the limit only stops a loop, or ask. */
  effectWithoutLimit: 'allow' | 'ask'
  /** What `ask` becomes where nobody can be asked: so many calls pass, or with an empty list every call is refused. */
  unattended: Limit[]
  conditions: Condition[]
  /** What to do where a target cannot check a condition that is not dispensable; `ask` when absent. */
  unchecked?: 'ask' | 'deny'
  /** One sentence that the agent may be shown when a call is refused. */
  reason: string
  /** Ids of the findings and the evidence that led to it, the strongest first; empty for a rule that nobody rated. */
  because: string[]
}
