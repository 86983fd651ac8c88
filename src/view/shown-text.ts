/** A longer text is cut where a card shows it. */
const MAX_SHOWN_LINES = 60

/** The part of a text that a card shows, and how many lines it leaves out. */
export function shownText(text: string): { text: string; more: number } {
  const lines = text.replace(/\n$/, '').split('\n')
  const shown = lines.slice(0, MAX_SHOWN_LINES)
  return { text: shown.join('\n'), more: lines.length - shown.length }
}
