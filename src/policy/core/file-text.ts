import type { Language, Loss } from './target.ts'

const MARKS: Partial<Record<Language, string>> = { yaml: '#', toml: '#', nginx: '#', shell: '#', text: '//' }
const WIDTH = 100

/**
 * A policy as a file of its own: what it cannot say stands at its top as comments, where the syntax has comments, so that
 * it goes where the file goes.
 * @param language JSON has no comments; the text is given back as it is.
 */
export function fileText(text: string, language: Language, losses: readonly Loss[]): string {
  const mark = MARKS[language]
  if (mark === undefined || losses.length === 0) return text
  const lines = losses.flatMap(({ what }) =>
    wrapped(what).map((line, index) => `${mark} ${index === 0 ? '-' : ' '} ${line}`),
  )
  return `${mark} What this file cannot say:\n${lines.join('\n')}\n\n${text}`
}

function wrapped(sentence: string): string[] {
  const lines: string[] = []
  for (const word of sentence.split(/\s+/)) {
    const last = lines.at(-1)
    if (last === undefined || `${last} ${word}`.length > WIDTH) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
