import type { Condition } from '../../../schema/rule.ts'
import { numberPattern } from './number-pattern.ts'

const MAX_PATTERN_CHARS = 2048

/**
 * Whether the loader takes a pattern: none that is long, and none that has a group with a quantifier behind it.
 * Source: google-gemini/gemini-cli 5411f113, packages/core/src/policy/utils.ts, isSafeRegExp; as in 0.61.0.
 */
export function isTakenPattern(pattern: string): boolean {
  if (pattern.length > MAX_PATTERN_CHARS || hasGroupWithQuantifier(pattern)) return false
  try {
    new RegExp(pattern)
    return true
  } catch {
    return false
  }
}

/** A parenthesis, a quantifier before the next one is closed, and any closed one that has a quantifier behind it. */
function hasGroupWithQuantifier(pattern: string): boolean {
  const last = Math.max(...['*', '+', '?', '{'].map((quantifier) => pattern.lastIndexOf(`)${quantifier}`)))
  return pattern
    .slice(0, Math.max(0, last))
    .split('(')
    .slice(1)
    .some((inside) => /^[^)]*[*+?{]/.test(inside))
}

/** The end of a pair at the top of the arguments; texts hold it as \u0000, so it is nowhere else. */
const NUL = '\\x00'
/** Versions before 0.35.0 put no NUL there: their arguments must not look as if an optional one were absent. */
const START = `^\\{(?=[${NUL}}])`
const ANY = `[^${NUL}]*`

/**
 * A pattern that finds the arguments that meet every condition. The engine tests it on the arguments as JSON with sorted
 * keys, in which a NUL is before and after each pair at the top. What begins and ends with one cannot be imitated by a text or
 * by an object inside an argument. A group with a quantifier behind it is refused by the loader, so there is none.
 * Source: google-gemini/gemini-cli 5411f113, packages/core/src/policy/stable-stringify.ts and utils.ts; tried with 0.61.0.
 * @returns undefined where a condition cannot be said, or all together would be too long.
 */
export function argsPattern(conditions: readonly Condition[]): string | undefined {
  const parts = conditions.map(lookahead)
  if (parts.includes(undefined)) return undefined
  const [only] = conditions
  const simple = conditions.length === 1 && only && !only.optional ? positive(only) : undefined
  const pattern = simple ?? `${START}${[...new Set(parts)].join('')}`
  return isTakenPattern(pattern) ? pattern : undefined
}

/** One condition as something that must hold at the start of the arguments. */
function lookahead(condition: Condition): string | undefined {
  const { path, op, value, optional } = condition
  if (!/^[A-Za-z0-9_-]+$/.test(path)) return undefined
  const given = `${NUL}"${path}":(?!null${NUL})`
  if (op === 'exists' && value === false) return `(?![^]*${given})`
  const met = positive(condition)
  if (met === undefined) return undefined
  return optional ? `(?=[^]*${met}|(?![^]*${given}))` : `(?=[^]*${met})`
}

/** One condition as a pair that is somewhere in the arguments; undefined where only its absence meets it. */
function positive({ path, op, value, wildcards }: Condition): string | undefined {
  const pair = (says: string | undefined) => (says === undefined ? undefined : `${NUL}"${path}":${says}${NUL}`)
  switch (op) {
    case 'exists':
      return value === true ? pair(`(?!null${NUL})${ANY}`) : undefined
    case 'eq':
      return pair(oneOf([value]))
    case 'in':
      return Array.isArray(value) && value.length > 0 ? pair(oneOf(value)) : undefined
    case 'neq':
      return pair(noneOf([value]))
    case 'not_in':
      return Array.isArray(value) ? pair(noneOf(value)) : undefined
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return typeof value === 'number' ? pair(numberPattern(op, value)) : undefined
    case 'regex':
      return wildcards ? pair(textMatching(wildcards)) : undefined
    default:
      return undefined
  }
}

function oneOf(values: readonly unknown[]): string | undefined {
  const literals = values.flatMap((value) => literalsOf(value) ?? [undefined])
  if (literals.includes(undefined)) return undefined
  return literals.length === 1 ? literals[0] : `(?:${literals.join('|')})`
}

function noneOf(values: readonly unknown[]): string | undefined {
  const some = values.length === 0 ? '' : oneOf(values)
  if (some === undefined) return undefined
  return some === '' ? ANY : `(?!${some}${NUL})${ANY}`
}

/** A value as JSON writes it. A number and a switch are also met by their text, as conditions compare them. */
function literalsOf(value: unknown): string[] | undefined {
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('<nil>')) return undefined
    const text = literal(JSON.stringify(value))
    return isPrinted(value) ? [text, literal(value)] : [text]
  }
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
    return [literal(JSON.stringify(value)), literal(JSON.stringify(String(value)))]
  return undefined
}

/** Whether a text is what a number or a switch is printed as. */
function isPrinted(text: string): boolean {
  return text === 'true' || text === 'false' || (text !== '' && String(Number(text)) === text && text !== 'NaN')
}

/** A text that one of `any` matches and none of `none`; a star is any text. */
function textMatching({ any, none }: NonNullable<Condition['wildcards']>): string | undefined {
  const refused = new Set(none)
  const wanted = any.map((glob) => globPattern(glob, false))
  const unwanted = none.map((glob) => globPattern(glob, refused.has('*\\*')))
  if (wanted.length === 0 || wanted.includes(undefined) || unwanted.includes(undefined)) return undefined
  const not = unwanted.map((glob) => `(?!"${glob}"${NUL})`).join('')
  return `${not}"${wanted.length === 1 ? wanted[0] : `(?:${wanted.join('|')})`}"`
}

/** Characters that are also inside the escapes of JSON: behind a star they could be found in the middle of one. */
const IN_ESCAPES = /^[0-9a-fnrtu]/

/**
 * A glob as it stands between the quotes of JSON.
 * @param isBackslashRefused a text with a backslash is refused anyway, so an escape is never found behind one.
 * @returns undefined where a part behind a star could be found in the middle of an escape.
 */
function globPattern(glob: string, isBackslashRefused: boolean): string | undefined {
  if (!glob.isWellFormed()) return undefined
  const [first = '', ...rest] = glob.split('*').map((part) => JSON.stringify(part).slice(1, -1))
  const isExact = rest.every(
    (part) => !IN_ESCAPES.test(part) && (isBackslashRefused || !part.startsWith('\\') || /^\\[\\"]/.test(part)),
  )
  return isExact ? [first, ...rest].map(literal).join(ANY) : undefined
}

/** A text that a pattern matches as it is. */
const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
