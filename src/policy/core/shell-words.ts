import type { Span } from './document.ts'

/** One word of a command; `text` is what is left when its quotes are gone. */
export interface ShellWord extends Span {
  text: string
}

/** The commands of a script, each with its words. */
export interface ShellText {
  commands: ShellWord[][]
  /** Where a quote begins that is not closed. */
  openQuote?: number
}

/**
 * Splits a script into commands and words, as far as files with policies need it: quotes, escapes, comments and what ends a
 * command. Variables and substitutions stay as they are written. Source: IEEE Std 1003.1-2024, Shell Command Language, 2.2
 * and 2.3. Linear in the length of the text.
 */
export function readShell(text: string): ShellText {
  const commands: ShellWord[][] = []
  let words: ShellWord[] = []
  let word: { parts: string[]; start: number } | undefined
  const endWord = (end: number) => {
    if (word) words.push({ text: word.parts.join(''), start: word.start, end })
    word = undefined
  }
  const endCommand = (end: number) => {
    endWord(end)
    if (words.length > 0) commands.push(words)
    words = []
  }
  const add = (part: string, start: number) => {
    word ??= { parts: [], start }
    word.parts.push(part)
  }
  for (let index = 0; index < text.length; index++) {
    const char = text[index] as string
    if (char === '#' && !word) {
      const end = text.indexOf('\n', index)
      index = (end < 0 ? text.length : end) - 1
    } else if (char === "'" || char === '"') {
      const end = closing(text, index)
      if (end < 0) return { commands, openQuote: index }
      const body = text.slice(index + 1, end)
      add(char === '"' ? body.replace(/\\(?:\n|(["$`\\]))/g, '$1') : body, index)
      index = end
    } else if (char === '\\') {
      const isReturn = text[index + 1] === '\r' && text[index + 2] === '\n'
      if (isReturn) index += 2
      else if (text[++index] !== '\n') add(text[index] ?? '', index - 1)
    } else if (char === '\n' || char === ';' || char === '&' || char === '|') endCommand(index)
    else if (char === ' ' || char === '\t' || char === '\r') endWord(index)
    else add(char, index)
  }
  endCommand(text.length)
  return { commands }
}

/** The quote that closes the one at a place; -1 for none. */
function closing(text: string, start: number): number {
  const quote = text[start] as string
  if (quote === "'") return text.indexOf(quote, start + 1)
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index++
    else if (text[index] === quote) return index
  }
  return -1
}
