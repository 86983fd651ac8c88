/** What follows the whole part of a number, as JSON writes it: nothing, or a fraction. */
const FRACTION = '\\.[0-9]+'
/** Numbers from a thousandth of a thousandth down are written with a power of ten. */
const TINY = '[1-9][0-9.]*e-[0-9]+'
const LARGEST = 1e15

/**
 * A pattern of the numbers that a comparison holds for, as JSON.stringify writes them (ECMA-262, Number::toString).
 * @returns undefined for a bound that is not a whole number from 0 to 10^15.
 */
export function numberPattern(op: 'lt' | 'lte' | 'gt' | 'gte', bound: number): string | undefined {
  if (!Number.isInteger(bound) || bound < 0 || bound > LARGEST) return undefined
  const exactly = String(bound)
  // JSON writes no plus and no zero at the front, so only negative numbers begin with a hyphen.
  const negative = '-[^\\x00]*'
  const above = [withOrWithoutFraction(atLeast(bound + 1)), '[1-9][0-9.]*e\\+[0-9]+']
  const withFraction = bound === 0 ? [`0${FRACTION}`, TINY] : [`${exactly}${FRACTION}`]
  const below = bound === 0 ? [] : [withOrWithoutFraction(atMost(bound - 1)), TINY]
  switch (op) {
    case 'gte':
      return among([exactly, ...withFraction, ...above])
    case 'gt':
      return among([...withFraction, ...above])
    case 'lte':
      return among([exactly, negative, ...below])
    case 'lt':
      return among([negative, ...below])
  }
}

const withOrWithoutFraction = (wholes: readonly string[]) => `${among(wholes)}(?:|${FRACTION})`

const among = (patterns: readonly string[]) =>
  patterns.length === 1 ? (patterns[0] as string) : `(?:${patterns.join('|')})`

/** Whole numbers from 0 to a number, by their digits. */
function atMost(most: number): string[] {
  const digits = String(most)
  const shorter =
    digits.length > 1 ? ['[0-9]', ...Array.from({ length: digits.length - 2 }, (_, i) => `[1-9]${times(i + 1)}`)] : []
  const same = [...digits].flatMap((digit, at) => {
    const lowest = at === 0 && digits.length > 1 ? 1 : 0
    return Number(digit) > lowest ? [`${digits.slice(0, at)}[${lowest}-${Number(digit) - 1}]${more(digits, at)}`] : []
  })
  return [...shorter, ...same, digits]
}

/** Whole numbers from a number on. */
function atLeast(least: number): string[] {
  const digits = String(least)
  const same = [...digits].flatMap((digit, at) =>
    digit === '9' ? [] : [`${digits.slice(0, at)}[${Number(digit) + 1}-9]${more(digits, at)}`],
  )
  return [digits, ...same, `[1-9]${times(digits.length - 1)}[0-9]+`]
}

const more = (digits: string, at: number) => times(digits.length - at - 1)

const times = (count: number) => (count === 0 ? '' : count === 1 ? '[0-9]' : `[0-9]{${count}}`)
