import { plainText } from '../segments.ts'

/** A text as inline Markdown that is read as these very characters. Source: spec.commonmark.org, backslash escapes. */
export const markdownText = (text: string): string =>
  plainText(text)
    .replace(/[\\`*_[\]<>&~|]/g, '\\$&')
    // What makes a heading, a list or a rule at the start of a line.
    .replace(/^(\s*)([-+=#])(?=[-+=#\s]|$)/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')

/** A name as a code span: its fence is longer than any run of backticks in it. */
export function markdownCode(text: string): string {
  const plain = plainText(text)
  const fence = '`'.repeat(longestRun(plain) + 1)
  // One blank on both sides is taken off again by readers; it parts the name's own backticks from the fence.
  const blank = /^[` ]|[` ]$/.test(plain) ? ' ' : ''
  return plain === '' ? '(empty)' : `${fence}${blank}${plain}${blank}${fence}`
}

/**
 * A text of a server as a fenced block that nothing in it can close. Characters that cannot be seen are named, as on pages.
 * @param limit how many characters are printed at most.
 */
export function markdownFence(text: string, limit = 4_000): string {
  const cut = text.length > limit
  const lines = (cut ? text.slice(0, limit).toWellFormed() : text).split(/\r\n|[\n\r]/).map(lineText)
  if (cut) lines.push(`… ${(text.length - limit).toLocaleString('en')} more characters`)
  const fence = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)))
  return `${fence}text\n${lines.join('\n')}\n${fence}`
}

// A tab can be seen; every other control character cannot.
const lineText = (line: string): string => line.split('\t').map(plainText).join('\t')

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
