import type { Limit } from '../../schema/rule.ts'

/** The length of each window in seconds. */
export const SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const satisfies Record<Limit['per'], number>

/** A token bucket: `size` calls pass at once, and then one more for each `secondsEach`. */
export interface Bucket {
  size: number
  secondsEach: number
}

/** What passed so far, and a clock that only a proof moves; it begins with a minute, an hour and a day in UTC. */
export class Counters {
  #now = 0
  readonly #windows = new Map<string, { begins: number; count: number }>()
  readonly #buckets = new Map<string, { tokens: number; at: number }>()

  /** The minute of the day, counted from 0. */
  get minuteOfDay(): number {
    return Math.floor(this.#now / SECONDS.minute) % (SECONDS.day / SECONDS.minute)
  }

  /** Lets time pass. */
  advance(seconds: number): void {
    this.#now += seconds
  }

  /** What was counted under a key since the current calendar window began. */
  counted(key: string, per: Limit['per']): number {
    const window = this.#windows.get(JSON.stringify([key, per]))
    return window?.begins === this.#begins(per) ? window.count : 0
  }

  /** Counts something under a key in the current calendar window. */
  count(key: string, per: Limit['per'], amount = 1): void {
    const count = this.counted(key, per) + amount
    this.#windows.set(JSON.stringify([key, per]), { begins: this.#begins(per), count })
  }

  /** Takes a token from the bucket of a key; false, and none is taken, where it has none. */
  take(key: string, bucket: Bucket): boolean {
    return this.takeAll([{ key, bucket }])
  }

  /** Takes a token from each of several buckets; false, and none is taken, where one of them has none. */
  takeAll(all: readonly { key: string; bucket: Bucket }[]): boolean {
    const tokens = all.map(({ key, bucket: { size, secondsEach } }) => {
      const before = this.#buckets.get(key) ?? { tokens: size, at: this.#now }
      return Math.min(size, before.tokens + (this.#now - before.at) / secondsEach)
    })
    // A sum of fractions can end a little below a whole token.
    const taken = tokens.every((one) => one >= 1 - 1e-9)
    for (const [index, { key }] of all.entries())
      this.#buckets.set(key, { tokens: (tokens[index] as number) - (taken ? 1 : 0), at: this.#now })
    return taken
  }

  #begins(per: Limit['per']): number {
    return Math.floor(this.#now / SECONDS[per]) * SECONDS[per]
  }
}
