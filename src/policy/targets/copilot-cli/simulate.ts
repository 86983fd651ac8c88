import { type Call, type Simulate, simulation } from '../../core/simulation.ts'

/** Flags that open every tool. */
const OPENING = ['--allow-all-tools', '--allow-all', '--yolo']

/**
 * A denial, then an approval, else a question. A value is a server or one of its tools, or several with commas between them. The
 * flags are split as a POSIX shell splits words (IEEE Std 1003.1-2024, Shell Command Language, 2.2.2 and 2.3).
 * Source: docs.github.com, "Allowing tools", read 2026-11-21; tried with 1.0.102.
 */
export const simulateCopilotCli: Simulate = (text, { serverKey }) => {
  const words = shellWords(text)
  if (!words) return { problems: ['a quote is not closed, or a parenthesis has none'] }
  const { denied, allowed, opening, problems } = flagsOf(words)
  return simulation(problems, () => ({
    call: callBy(new Set(denied), new Set(allowed), opening.length > 0, serverKey),
    mentions: () => ({
      named: [...denied, ...allowed].flatMap((value) => {
        const [, server, tool] = TOOL.exec(value) ?? []
        return server !== undefined && tool !== undefined && !value.includes('*') ? [{ tool, server }] : []
      }),
      open: [...denied, ...allowed].filter((value) => !TOOL.test(value) || value.includes('*')),
      extra: opening.map((flag) => `${flag} is given`),
    }),
  }))
}

const TOOL = /^([^()]+)\(([^()]+)\)$/s

function callBy(denied: ReadonlySet<string>, allowed: ReadonlySet<string>, isOpen: boolean, serverKey: string): Call {
  return (tool, _args, _counters, key = serverKey) => {
    const names = [`${key}(${tool})`, key]
    if (names.some((name) => denied.has(name))) return 'deny'
    return isOpen || names.some((name) => allowed.has(name)) ? 'pass' : 'ask'
  }
}

/** The values of the flags, and what Copilot CLI refuses. */
function flagsOf([command, ...rest]: readonly string[]) {
  const problems = command === 'copilot' ? [] : [`the command is ${command}`]
  const values: Record<string, string[]> = { '--deny-tool': [], '--allow-tool': [] }
  const opening: string[] = []
  for (let index = 0; index < rest.length; index++) {
    const [flag = '', joined] = (rest[index] ?? '').split(/=(.*)/s)
    if (OPENING.includes(flag)) opening.push(flag)
    else if (Object.hasOwn(values, flag)) {
      const value = joined ?? rest[++index] ?? ''
      for (const one of value.split(/,(?![^(]*\))/).map((part) => part.trim())) {
        if (/^[^()]+(?:\([^()]+\))?$/s.test(one)) values[flag]?.push(one)
        else problems.push(`${one} is not Server(tool)`)
      }
    } else problems.push(`unknown flag ${flag}`)
  }
  return { denied: values['--deny-tool'] ?? [], allowed: values['--allow-tool'] ?? [], opening, problems }
}

/** The words of a simple command; undefined when a quote is not closed, and where a parenthesis has none. */
function shellWords(text: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index)
    if (char === '#' && word === undefined) {
      index = text.indexOf('\n', index)
      if (index === -1) break
      continue
    }
    if (char === '(' || char === ')') return undefined
    if (char === "'") {
      const end = text.indexOf("'", index + 1)
      if (end === -1) return undefined
      word = (word ?? '') + text.slice(index + 1, end)
      index = end
    } else if (char === '\\') {
      const next = text.charAt(++index)
      if (next !== '\n') word = (word ?? '') + next
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + char
  }
  return word === undefined ? words : [...words, word]
}
