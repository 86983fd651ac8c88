import { type Call, type Simulate, simulation } from '../../core/simulation.ts'

/**
 * A denial, then an approval, else a question. The flags are split as a POSIX shell splits words (IEEE Std 1003.1-2024,
 * Shell Command Language, 2.2.2 and 2.3).
 */
export const simulateCopilotCli: Simulate = (text, { serverKey }) => {
  const words = shellWords(text)
  if (!words) return { problems: ['a quote is not closed'] }
  return simulation(flagProblems(words), () => ({
    call: callBy(words, serverKey),
    mentions: () => ({
      named: words.flatMap((word) => {
        const [, server, tool] = /^([^()]+)\(([^()]+)\)$/s.exec(word) ?? []
        return server !== undefined && tool !== undefined && !word.includes('*') ? [{ tool, server }] : []
      }),
      open: words.filter((word) => word.includes('*')),
      extra: [],
    }),
  }))
}

function callBy(words: readonly string[], serverKey: string): Call {
  const named = (flag: string) =>
    new Set(words.flatMap((word, index) => (word === flag ? [words[index + 1] as string] : [])))
  const [denied, allowed] = [named('--deny-tool'), named('--allow-tool')]
  return (tool, _args, _counters, key = serverKey) => {
    const name = `${key}(${tool})`
    return denied.has(name) ? 'deny' : allowed.has(name) ? 'pass' : 'ask'
  }
}

function flagProblems(words: readonly string[]): string[] {
  const [command, ...rest] = words
  const problems = command === 'copilot' ? [] : [`the command is ${command}`]
  for (let index = 0; index < rest.length; index += 2) {
    if (!['--deny-tool', '--allow-tool'].includes(rest[index] as string)) problems.push(`unknown flag ${rest[index]}`)
    else if (!/^[^()]+\([^()]+\)$/s.test(rest[index + 1] ?? '')) problems.push(`${rest[index + 1]} is no Server(tool)`)
  }
  return problems
}

/** The words of a simple command; undefined when a quote is not closed. */
export function shellWords(text: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index)
    if (char === '#' && word === undefined) {
      index = text.indexOf('\n', index)
      if (index === -1) break
      continue
    }
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
