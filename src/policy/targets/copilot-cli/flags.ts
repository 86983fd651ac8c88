import type { Span } from '../../core/document.ts'
import type { PolicyText } from '../../core/policy-text.ts'

// Flags about tools and addresses; others are none of the linter's business.
export const FLAGS = [
  '--allow-tool',
  '--deny-tool',
  '--available-tools',
  '--excluded-tools',
  '--allow-all-tools',
  '--allow-all-mcp-tools',
  '--enable-all-github-mcp-tools',
  '--add-github-mcp-tool',
  '--list-tools',
]
const WITHOUT_VALUE = ['--allow-all-tools', '--allow-all-mcp-tools', '--enable-all-github-mcp-tools', '--list-tools']
export const KINDS = ['shell', 'write', 'read', 'url', 'memory']

/** One value of a flag. */
export interface Value {
  command: number
  flag: string
  value: string
  at: Span
}
/** What the commands of a script say about tools. */
export interface Commands {
  values: Value[]
  unknown: { flag: string; at: Span }[]
}

/** Whether a word starts Copilot CLI. */
export const isCopilot = (word: string) => /(?:^|\/)copilot$/.test(word)

/** The flags about tools of every command `copilot` of a script; one flag can have several values with commas between them. */
export function readFlags({ shell }: PolicyText): Commands | { problems: { what: string; at: Span }[] } {
  if (shell.openQuote !== undefined)
    return { problems: [{ what: 'a quote is not closed', at: { start: shell.openQuote, end: shell.openQuote + 1 } }] }
  const found: Commands = { values: [], unknown: [] }
  for (const [command, words] of shell.commands.entries()) {
    const first = words.findIndex(({ text }) => isCopilot(text))
    if (first < 0) continue
    for (let index = first + 1; index < words.length; index++) {
      const word = words[index]
      if (!word) break
      const equals = word.text.indexOf('=')
      const flag = equals < 0 ? word.text : word.text.slice(0, equals)
      if (!/^--[a-z-]*(?:tools?|url)$/.test(flag)) continue
      if (flag.endsWith('-url')) {
        const value = equals < 0 ? words[index + 1] : word
        if (value)
          found.values.push({ command, flag, value: equals < 0 ? value.text : word.text.slice(equals + 1), at: value })
        continue
      }
      if (!FLAGS.includes(flag)) {
        found.unknown.push({ flag, at: word })
        continue
      }
      if (WITHOUT_VALUE.includes(flag)) continue
      const value = equals < 0 ? words[++index] : word
      if (!value) break
      const text = equals < 0 ? value.text : word.text.slice(equals + 1)
      for (const part of commaParts(text)) found.values.push({ command, flag, value: part, at: value })
    }
  }
  return found
}

/** The values of one flag: split at commas outside of parentheses. */
function commaParts(text: string): string[] {
  const parts: string[] = []
  let [depth, from] = [0, 0]
  for (let index = 0; index <= text.length; index++) {
    const char = text[index]
    if (char === '(') depth++
    else if (char === ')') depth--
    else if (char === undefined || (char === ',' && depth <= 0)) {
      const part = text.slice(from, index).trim()
      if (part !== '') parts.push(part)
      from = index + 1
    }
  }
  return parts
}

/** A value as a server, or kind, and what is in its parentheses; undefined where it is neither. */
export function parts(value: string): { server: string; tool: string | undefined } | undefined {
  const open = value.indexOf('(')
  if (open < 0) return value.includes(')') ? undefined : { server: value, tool: undefined }
  return open > 0 && value.endsWith(')') ? { server: value.slice(0, open), tool: value.slice(open + 1, -1) } : undefined
}
