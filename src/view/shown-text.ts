/** A longer text is cut where a page holds it, and where a browser makes it. */
const MAX_LINES = { page: 60, browser: 400 }

/** The part of a text that a card shows, and how many lines it leaves out. */
export function shownText(text: string, where: keyof typeof MAX_LINES = 'page'): { text: string; more: number } {
  const lines = text.replace(/\n$/, '').split('\n')
  const shown = lines.slice(0, MAX_LINES[where])
  return { text: shown.join('\n'), more: lines.length - shown.length }
}
