import { createCssVariablesTheme, createHighlighter, type Highlighter } from 'shiki'
import type { Language } from '../policy/core/language.ts'

/** A run of code of one kind. `kind` is a class name: `plain`, `string`, `keyword`, `comment` … */
export interface CodeToken {
  text: string
  kind: string
}

export type CodeLine = CodeToken[]

const VARIABLE = '--shiki-'
// Shiki stops after 500 ms in a line by itself, so that a busy machine builds other pages. What bounds the work is length.
const BOUNDS = { tokenizeTimeLimit: 0, tokenizeMaxLineLength: 100_000 }
let shared: Promise<Highlighter> | undefined

/**
 * Code cut into coloured runs, line by line. The colours are class names, so pages carry no inline styles.
 * @param language the highlighter has a grammar for each but Cedar; `text` is for code without one.
 */
export async function highlight(code: string, language: Language | 'text' | 'shellscript'): Promise<CodeLine[]> {
  shared ??= createHighlighter({
    themes: [createCssVariablesTheme({ name: 'classes', variablePrefix: VARIABLE, fontStyle: false })],
    langs: ['yaml', 'json', 'shellscript', 'toml', 'nginx', 'typescript'],
  })
  const { tokens } = (await shared).codeToTokens(code.replace(/\n$/, ''), {
    lang: language === 'cedar' ? 'text' : language,
    theme: 'classes',
    ...BOUNDS,
  })
  return tokens.map((line) => line.map(({ content, color }) => ({ text: content, kind: kindOf(color) })))
}

function kindOf(color: string | undefined): string {
  const name = color?.match(/--shiki-(?:token-)?([a-z-]+)/)?.[1]
  return name === undefined || name === 'foreground' ? 'plain' : name
}
