const SCALE = 10_000
const MAX_TICKS = 2 ** 63

/** A decimal of Cedar: a number with four places behind its point. Source: docs.cedarpolicy.com, data types, decimal. */
export class CedarDecimal {
  /** The number times ten thousand. */
  readonly ticks: number

  private constructor(ticks: number) {
    this.ticks = ticks
  }

  /** Further places are cut off; undefined for a number that has no such form, as 1e300. */
  static of(value: number): CedarDecimal | undefined {
    const ticks = Math.trunc(value * SCALE)
    return Number.isFinite(ticks) && ticks < MAX_TICKS && ticks >= -MAX_TICKS ? new CedarDecimal(ticks) : undefined
  }

  /** As a policy or the JSON of Cedar writes it, such as 12.5000. */
  toString(): string {
    const digits = BigInt(Math.abs(this.ticks)).toString().padStart(5, '0')
    return `${this.ticks < 0 ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
  }
}
