import { type Language, syntaxOf } from './language.ts'
import type { Limitation } from './snippet.ts'

const MAX_COMMENT_WIDTH = 100

/**
 * A policy as a file of its own: what it cannot say stands at its top as comments, where the syntax has comments, so that
 * it goes where the file goes.
 * @param language JSON has no comments; the text is given back as it is.
 */
export function fileText(text: string, language: Language, limitations: readonly Limitation[]): string {
  const { comment } = syntaxOf(language)
  if (comment === undefined || limitations.length === 0) return text
  const lines = limitations.flatMap(({ what }) =>
    wrapped(what).map((line, index) => `${comment} ${index === 0 ? '-' : ' '} ${line}`),
  )
  return `${comment} What this file cannot say:\n${lines.join('\n')}\n\n${text}`
}

function wrapped(sentence: string): string[] {
  const lines: string[] = []
  for (const word of sentence.split(/\s+/)) {
    const last = lines.at(-1)
    if (last === undefined || `${last} ${word}`.length > MAX_COMMENT_WIDTH) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
