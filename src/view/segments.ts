/** A mark to draw over text: from start to end (UTF-16 offsets, end exclusive). */
export interface Mark {
  start: number
  end: number
  /** Number of the evidence, as printed beside the quote. */
  id: number
}

/** A run of text that is printed in one way. */
export interface Segment {
  text: string
  /** Numbers of the marks that cover the run; empty for plain text. */
  marks: number[]
  /** Set where the run is one invisible or reordering character, named instead of printed. */
  hidden?: string
}

// C0 and C1 controls except tab and line breaks, soft hyphen, Arabic letter mark, Mongolian vowel separator,
// zero-width and bidirectional controls, word joiners, byte order mark, lone surrogates, the tag block and the high
// variation selectors:
// all of them can hide or reorder text (Unicode Technical Report 36, section 2).
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|[\u{e0100}-\u{e01ef}]|\p{Surrogate}/gu

/**
 * Cuts text into runs, so that marks can be drawn and hidden characters be named.
 * @returns runs in order; their texts joined are the input. Empty for empty text.
 */
export function segments(text: string, marks: readonly Mark[] = []): Segment[] {
  const hidden = new Map<number, { end: number; label: string }>()
  for (const match of text.matchAll(HIDDEN)) {
    hidden.set(match.index, {
      end: match.index + match[0].length,
      label: codePoint(match[0]),
    })
  }
  const cuts = new Set<number>([0, text.length])
  for (const { start, end } of marks) cuts.add(start).add(end)
  for (const [start, { end }] of hidden) cuts.add(start).add(end)
  const points = [...cuts].filter((cut) => cut >= 0 && cut <= text.length).sort((a, b) => a - b)
  return points.slice(0, -1).map((start, index) => {
    const end = points[index + 1] as number
    const label = hidden.get(start)?.label
    const covering = marks.filter((mark) => mark.start <= start && mark.end >= end).map((mark) => mark.id)
    return { text: text.slice(start, end), marks: covering, ...(label === undefined ? {} : { hidden: label }) }
  })
}

/**
 * Text with hidden characters replaced by their code points, for places that take plain text only
 * (page titles, attributes, search records).
 */
export function plainText(text: string): string {
  return text.replace(HIDDEN, (char) => `[${codePoint(char)}]`)
}

const codePoint = (char: string) => `U+${(char.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`
