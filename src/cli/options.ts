import { parseArgs } from 'node:util'
import { ProblemError } from '../schema/problem.ts'

/**
 * The options of a command.
 * @throws {ProblemError} for an option or a word that the command does not take.
 */
export function options<T extends Record<string, { type: 'boolean' | 'string' }>>(
  command: string,
  argv: string[],
  known: T,
) {
  try {
    return parseArgs({ args: argv, options: known, allowPositionals: false, strict: true }).values
  } catch (error) {
    const what = error instanceof Error ? (error.message.split('. ')[0] as string) : String(error)
    throw new ProblemError([{ where: command, what, fix: 'Run `npm run policybook -- --help` for what it takes.' }])
  }
}

/**
 * A port number, 4321 when none is given.
 * @throws {ProblemError} when it is not a whole number from 0 to 65535.
 */
export function portOf(command: string, text = '4321'): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new ProblemError([
    { where: `${command} --port`, what: `"${text}" is not a port`, fix: 'Give a number from 0 to 65535.' },
  ])
}
