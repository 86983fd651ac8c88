import { replaceUnseen } from '../../text/invisible.ts'

/** A word for a POSIX shell; between single quotes every character but the quote itself stands for itself. */
export const shellQuoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`

/**
 * Whether a word can be pasted into a terminal as it reads: a shell has no escape that every shell knows, so a line break or an
 * unseen character would have to stand in the command itself.
 */
export const isPasteable = (word: string): boolean =>
  !/[\t\n\r]/.test(word) && word.isWellFormed() && replaceUnseen(word, () => '') === word

// Characters with a meaning of their own outside quotes; a command with one of them does more than its words say.
const SPECIAL = new Set('"`$&|;<>()*?[]{}~!')

/**
 * The words of each simple command of a script, one command a line. Source: IEEE Std 1003.1-2024, Shell Command Language, 2.2
 * and 2.3.
 * @returns why the script cannot be read where a quote is open or a character has a meaning that is not known here.
 */
export function shellCommands(text: string): string[][] | string {
  const commands: string[][] = []
  let command: string[] = []
  let word: string | undefined
  const endWord = () => {
    if (word !== undefined) command.push(word)
    word = undefined
  }
  const endCommand = () => {
    endWord()
    if (command.length > 0) commands.push(command)
    command = []
  }
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index)
    if (char === '#' && word === undefined) {
      const end = text.indexOf('\n', index)
      index = (end === -1 ? text.length : end) - 1
    } else if (char === "'") {
      const end = text.indexOf("'", index + 1)
      if (end === -1) return 'a quote is not closed'
      word = (word ?? '') + text.slice(index + 1, end)
      index = end
    } else if (char === '\\') {
      const next = text.charAt(++index)
      if (next !== '\n') word = (word ?? '') + next
    } else if (char === '\n') endCommand()
    else if (/\s/.test(char)) endWord()
    else if (SPECIAL.has(char)) return `${char} stands outside quotes`
    else word = (word ?? '') + char
  }
  endCommand()
  return commands
}
