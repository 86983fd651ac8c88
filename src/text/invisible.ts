/** How a character hides: it spells ASCII, reorders its neighbours, controls a terminal, or is simply not drawn. */
export type UnseenKind = 'tag' | 'bidi' | 'control' | 'invisible'

/** Neighbouring characters of one kind that cannot be seen. */
export interface UnseenRun {
  /** Offsets in UTF-16 units, end exclusive. */
  start: number
  end: number
  kind: UnseenKind
}

// The one list of characters that hide or reorder text. Sources: the Unicode Character Database (DerivedCoreProperties,
// general categories), Unicode Technical Report 36 section 2, Unicode Standard Annex 9 for the bidirectional controls.
//   Default_Ignorable_Code_Point   zero-width characters, joiners, fillers, variation selectors, the tag block
//   Cf                             format characters, but the Arabic, Syriac and Kaithi signs that are drawn
//   Cc                             controls, but tab, line feed and carriage return, which lay text out
//   Zl, Zp, Cs, noncharacters      line and paragraph separators, halves of surrogate pairs, code points for nothing
//   the rest                       blank although it counts as a letter or symbol: braille, musical null note head,
//                                  Khitan filler, Egyptian blanks, object replacement
const DRAWN_FORMAT = '\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}'
const BLANK = '\\u2800\\u{1d159}\\u{16fe4}\\u{13441}\\u{13442}\\ufffc'
const UNSEEN = `(?![\\t\\n\\r${DRAWN_FORMAT}])[\\p{Default_Ignorable_Code_Point}\\p{Cf}\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Noncharacter_Code_Point}${BLANK}]`

// The three flags that are written with tag characters and recommended for use: England, Scotland, Wales (Unicode
// Technical Standard 51, RGI_Emoji_Tag_Sequence).
const FLAGS =
  '\\u{1f3f4}\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\u{e007f}'

const UNSEEN_ALL = new RegExp(UNSEEN, 'gu')
const FLAG_OR_UNSEEN = new RegExp(`${FLAGS}|${UNSEEN}`, 'gu')
const PLAIN = /^[\t\n\r -~]*$/

/** Whether every character is printable ASCII, a tab or a line break: then nothing is hidden. */
export const isPlain = (text: string): boolean => PLAIN.test(text)

/**
 * The characters of a text that hide or reorder it, in order. Left out are those that writing needs where they are: parts
 * of emoji and flags, joiners and direction marks in the scripts that have them, a byte order mark at the very start.
 */
export function unseenRuns(text: string): UnseenRun[] {
  if (isPlain(text)) return []
  const runs: UnseenRun[] = []
  for (const { 0: char, index: start } of text.matchAll(FLAG_OR_UNSEEN)) {
    if (char.startsWith('\u{1f3f4}') || isNeeded(text, start, char)) continue
    const kind = kindOf(char.codePointAt(0) as number)
    const end = start + char.length
    const last = runs.at(-1)
    if (last?.end === start && last.kind === kind) last.end = end
    else runs.push({ start, end, kind })
  }
  return runs
}

/** A text with every unseen character replaced, also those that writing needs. */
export function replaceUnseen(text: string, replacement: (char: string) => string): string {
  return isPlain(text) ? text : text.replace(UNSEEN_ALL, replacement)
}

/** A character by its number, as in U+200B. */
export const codePointName = (char: string): string =>
  `U+${(char.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`

function kindOf(point: number): UnseenKind {
  if (point >= 0xe0000 && point <= 0xe007f) return 'tag'
  if ((point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069)) return 'bidi'
  return point < 0xa0 ? 'control' : 'invisible'
}

const PICTURE_END = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)$/u
const PICTURE_START = /^\p{Extended_Pictographic}/u
const JOINING =
  /[\p{scx=Arabic}\p{scx=Syriac}\p{scx=Nko}\p{scx=Mongolian}\p{scx=Devanagari}\p{scx=Bengali}\p{scx=Gurmukhi}\p{scx=Gujarati}\p{scx=Oriya}\p{scx=Tamil}\p{scx=Telugu}\p{scx=Kannada}\p{scx=Malayalam}\p{scx=Sinhala}\p{scx=Khmer}\p{scx=Myanmar}]$/u
const LETTER_END = /[\p{L}\p{M}]$/u
const RIGHT_TO_LEFT = /[\p{scx=Arabic}\p{scx=Hebrew}\p{scx=Syriac}\p{scx=Thaana}\p{scx=Nko}]/u
const NEAR = 64

/** Whether writing needs an unseen character at this place. Source: Unicode Standard 17.0, chapters 9, 12 and 23. */
function isNeeded(text: string, start: number, char: string): boolean {
  const point = char.codePointAt(0) as number
  const before = () => text.slice(Math.max(0, start - 2), start)
  const after = () => text.slice(start + char.length, start + char.length + 2)
  // Joiners: inside emoji, and behind letters of scripts whose letters change shape.
  if (point === 0x200c || point === 0x200d) {
    if (point === 0x200d && PICTURE_END.test(before()) && PICTURE_START.test(after())) return true
    return JOINING.test(before()) && LETTER_END.test(before())
  }
  // Text or emoji style: behind a symbol, or between a digit and the frame of its key.
  if (point === 0xfe0e || point === 0xfe0f)
    return (
      /[\p{Extended_Pictographic}\p{So}\p{Sm}\p{Emoji_Modifier}\u203c\u2049\u3030\u303d]$/u.test(before()) ||
      (/[0-9#*]$/.test(before()) && after().startsWith('\u20e3'))
    )
  // Variants of an ideograph, and of a Mongolian letter.
  if (point >= 0xe0100 && point <= 0xe01ef) return /\p{Unified_Ideograph}$/u.test(before())
  if (point >= 0x180b && point <= 0x180f) return /\p{Script=Mongolian}$/u.test(before())
  // Direction marks: in text that runs from right to left.
  if (point === 0x200e || point === 0x200f || point === 0x061c)
    return RIGHT_TO_LEFT.test(text.slice(Math.max(0, start - NEAR), start) + text.slice(start + 1, start + NEAR))
  return point === 0xfeff && start === 0
}
