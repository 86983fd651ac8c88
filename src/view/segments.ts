import { codePointName, unseenRuns } from '../text/invisible.ts'

/** A mark to draw over text: from start to end (UTF-16 offsets, end exclusive). */
export interface Mark {
  start: number
  end: number
  /** Number of the evidence, as printed beside the quote. */
  id: number
  /** Whether it speaks for something else than what was concluded. */
  against?: true
}

/** A run of text that is printed in one way. */
export interface Segment {
  text: string
  /** Numbers of the marks that cover the run; empty for plain text. */
  marks: number[]
  /** Set where all of them speak for something else than what was concluded. */
  against?: true
  /** Set where the run is one invisible or reordering character, named instead of printed. */
  hidden?: string
}

/**
 * Cuts text into runs, so that marks can be drawn and hidden characters be named.
 * @returns runs in order; their texts joined are the input. Empty for empty text.
 */
export function segments(text: string, marks: readonly Mark[] = []): Segment[] {
  const hidden = new Map<number, { end: number; label: string }>()
  for (const { start, end } of unseenRuns(text)) {
    let at = start
    for (const char of text.slice(start, end)) {
      hidden.set(at, { end: at + char.length, label: codePointName(char) })
      at += char.length
    }
  }
  const cuts = new Set<number>([0, text.length])
  for (const { start, end } of marks) cuts.add(start).add(end)
  for (const [start, { end }] of hidden) cuts.add(start).add(end)
  const points = [...cuts].filter((cut) => cut >= 0 && cut <= text.length).sort((a, b) => a - b)
  return points.slice(0, -1).map((start, index) => {
    const end = points[index + 1] as number
    const label = hidden.get(start)?.label
    const covering = marks.filter((mark) => mark.start <= start && mark.end >= end)
    return {
      text: text.slice(start, end),
      marks: covering.map((mark) => mark.id),
      ...(covering.length > 0 && covering.every(({ against }) => against) ? { against: true } : {}),
      ...(label === undefined ? {} : { hidden: label }),
    }
  })
}

/**
 * Text as one line in which hidden characters, tabs and line breaks are named by their code points, for places that take
 * plain text only: messages, page titles, attributes. Whatever a server sends, it cannot forge a second line.
 */
export function plainText(text: string): string {
  const named = (char: string) => `[${codePointName(char)}]`
  let plain = ''
  let at = 0
  for (const { start, end } of unseenRuns(text)) {
    plain += text.slice(at, start) + Array.from(text.slice(start, end), named).join('')
    at = end
  }
  return (plain + text.slice(at)).replace(/[\t\n\r]/g, named)
}
