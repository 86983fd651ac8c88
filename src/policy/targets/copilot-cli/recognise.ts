import type { Recogniser } from '../../core/linter.ts'
import { isCopilot } from './flags.ts'

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)copilot[^/]*\.(?:sh|bash|zsh)$/,
  recognise({ shell, text }) {
    if (!text.includes('copilot')) return undefined
    const isCommand = shell.commands.some((words) => words.some(({ text: word }) => isCopilot(word)))
    if (shell.openQuote !== undefined) return /^copilot\s+-/m.test(text.slice(0, 10_000)) ? 'certain' : undefined
    const isAbout = shell.commands.some(
      (words) =>
        words.some(({ text: word }) => isCopilot(word)) &&
        words.some(({ text: word }) => /^--[a-z-]*tools?(?:=|$)|^--deny-url(?:=|$)/.test(word)),
    )
    return isAbout ? 'certain' : isCommand && isCopilot(shell.commands[0]?.[0]?.text ?? '') ? 'possible' : undefined
  },
}
