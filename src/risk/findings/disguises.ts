import { matchesOf } from '../../text/matches.ts'
import type { Glance } from '../../text/word-search.ts'

/** Text that something in a definition stands for. */
export interface Disguised {
  /** How it is written: `glued` has lost the blanks between its words. */
  kind: 'letters' | 'encoded'
  text: string
  /** Where it stands, in the text that was searched. */
  start: number
  end: number
}

// Four characters of Base64 are three bytes; shorter runs than these are words.
const BASE64 = /(?<![A-Za-z0-9+/=_-])(?:[A-Za-z0-9+/_-]{4}){4,}[A-Za-z0-9+/_-]{0,3}={0,2}(?![A-Za-z0-9+/=])/g
const WRAPPED = /(?<![A-Za-z0-9+/=_-])(?:[A-Za-z0-9+/_-]{60,76}\r?\n[ \t]{0,8}){1,}[A-Za-z0-9+/_-]{1,76}={0,2}/g
const HEX = /(?<![0-9a-z])(?:(?:0x|\\x|%)?[0-9a-f]{2}[ ,:;-]{0,2}){12,}(?![0-9a-z])/gi
const ESCAPES = /(?:&#(?:x[0-9a-f]{2,6}|[0-9]{2,7});|\\u\{?[0-9a-f]{4,6}\}?){8,}/gi
const LETTERS = /(?<![\p{L}\p{N}])[\p{L}\p{N}](?:[ .\-_*·|/\t\n]{1,3}[\p{L}\p{N}](?![\p{L}\p{N}])){6,}/gu

/** What is written in Base64, hexadecimal, as escapes or letter by letter, where it can be read. */
export function disguisedIn(text: string, glance: Glance): Disguised[] {
  const found: Disguised[] = []
  const add = (kind: Disguised['kind'], regex: RegExp, read: (quote: string) => string | undefined) => {
    for (const { 0: quote, index } of matchesOf(regex, text)) {
      const plain = read(quote)
      if (plain !== undefined) found.push({ kind, text: plain, start: index, end: index + quote.length })
    }
  }
  if (glance.longestWord >= 12) {
    add('encoded', BASE64, fromBase64)
    if (text.includes('\n')) add('encoded', WRAPPED, fromBase64)
  }
  if (glance.longestWord >= 24 || glance.shortNumbers >= 6 || glance.has('%') || glance.has('\\'))
    add('encoded', HEX, fromHex)
  if ((glance.has('&') && glance.has('#')) || glance.has('\\')) add('encoded', ESCAPES, fromEscapes)
  if (glance.singleLetters >= 6) add('letters', LETTERS, (quote) => quote.replace(/[^\p{L}\p{N}]/gu, ''))
  return found
}

function fromBase64(quote: string): string | undefined {
  const code = quote
    .replace(/[\s=]+/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
  // Words and paths have one case, and one character too many for Base64 makes it none.
  if (code.length % 4 === 1 || !/[a-z]/.test(code) || !/[A-Z]/.test(code)) return undefined
  return readable(atob(code))
}

function fromHex(quote: string): string | undefined {
  const pairs = quote.replace(/0x|\\x/gi, '').match(/[0-9a-f]{2}/gi) ?? []
  return readable(pairs.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join(''))
}

function fromEscapes(quote: string): string | undefined {
  const text = quote.replace(/&#(x?)([0-9a-f]+);|\\u\{?([0-9a-f]+)\}?/gi, (_, hex, number, unit) => {
    const point = unit ? Number.parseInt(unit, 16) : Number.parseInt(number, hex ? 16 : 10)
    return point > 0 && point < 0x110000 ? String.fromCodePoint(point) : ''
  })
  return isWritten(text) ? text : undefined
}

const UTF8 = /^(?:[\t\n\r -~]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})*$/

/** Bytes, one a character, as text where they are text: those of keys, hashes and pictures hardly ever are. */
function readable(bytes: string): string | undefined {
  if (!UTF8.test(bytes)) return undefined
  const text = new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)))
  return isWritten(text) ? text : undefined
}

const isWritten = (text: string) => !/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\n\r]/u.test(text) && /\p{L}{3,}/u.test(text)
