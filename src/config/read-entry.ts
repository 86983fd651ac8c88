import type { DialectId } from './dialects.ts'
import { launchOf } from './launch.ts'
import { hostOf, type Launch } from './names.ts'
import { mapOf, textOf, type Value, type ValueMap } from './value.ts'

/** Words of a command that are looked at, and how long each may be. */
const MAX_WORDS = 500
const MAX_WORD_CHARS = 8000

/** What an entry says, or why it says nothing. */
interface ReadEntry {
  server?: Launch & { disabled?: true }
  problem?: { what: string; fix: string }
}

/** One server of a file: its command or its address, and whether it is switched off. */
export function readEntry(entry: Value, dialect: DialectId): ReadEntry {
  const map = mapOf(entry)
  if (!map) return { problem: { what: 'it is not an object', fix: 'Write {"command": …} or {"url": …}.' } }
  const address = addressOf(map)
  const words = wordsOf(map, dialect)
  const off = map.get('disabled') === true || map.get('enabled') === false ? { disabled: true as const } : {}
  if ('problem' in words) return words
  if (words.words.length > 0) {
    const both = address !== undefined
    return {
      server: { ...launchOf(words.words), ...off },
      ...(both ? { problem: { what: 'it has a command and an address', fix: 'Keep the one that you use.' } } : {}),
    }
  }
  if (address === undefined) return withoutStart(map, dialect)
  const host = textOf(address) === undefined ? undefined : hostOf(textOf(address) as string)
  const server: Launch & { disabled?: true } = { kind: 'http', ...(host === undefined ? {} : { host }), ...off }
  if (host !== undefined) return { server }
  // An address with a placeholder for the host is for the client to fill in.
  if (/^\$\{|\{\{|^https?:\/\/\$?\{/.test(textOf(address) ?? '')) return { server }
  return { server, problem: { what: 'its address is not an http or https address', fix: 'Write https://host/path.' } }
}

const addressOf = (map: ValueMap): Value | undefined =>
  ['url', 'httpUrl', 'serverUrl'].map((name) => map.get(name)).find((value) => value !== undefined)

/** Members that an entry may have instead of a command: a switch for a server of an extension or of another file. */
function withoutStart(map: ValueMap, dialect: DialectId): ReadEntry {
  if (dialect === 'opencode' && map.has('enabled')) return {}
  if (dialect === 'zed' && (map.has('settings') || map.get('source') === 'extension'))
    return { server: { kind: 'command' } }
  return { problem: { what: 'it has no command and no url', fix: 'Write one of them.' } }
}

/** Program and arguments, in any of the forms that clients have for them. */
function wordsOf(map: ValueMap, dialect: DialectId): { words: string[] } | Required<Pick<ReadEntry, 'problem'>> {
  const command = map.get('command')
  if (command === undefined || command === null) return { words: [] }
  const isList = Array.isArray(command)
  if (isList && dialect !== 'opencode')
    return { problem: { what: 'command is a list', fix: 'Write the program as command and the rest as args.' } }
  // Zed has had an object with path and args.
  const old = mapOf(command)
  const program = old ? old.get('path') : command
  const args = old ? old.get('args') : map.get('args')
  if (isList) return textsOf(command, 'command') ?? { words: command.slice(0, MAX_WORDS).map(bounded) }
  if (typeof program !== 'string' || program.trim() === '')
    return { problem: { what: 'command is not a text', fix: 'Write the program that starts the server.' } }
  if (args !== undefined && args !== null && !Array.isArray(args))
    return { problem: { what: 'args is not a list', fix: 'Write args as a list of texts.' } }
  const list = Array.isArray(args) ? args : []
  const wrong = textsOf(list, 'args')
  if (wrong) return wrong
  const words = list.slice(0, MAX_WORDS).map(bounded)
  // A whole command line as the program: clients do not start it, and it is still clear which server is meant.
  const line = program.trim().split(/\s+/)
  const isLine = list.length === 0 && line.length > 1 && !/[\\/]/.test(line[0] as string)
  return { words: isLine ? line.slice(0, MAX_WORDS).map(bounded) : [program, ...words] }
}

/** The problem of a list that has other things than texts; numbers and switches are what people forget to quote. */
function textsOf(list: readonly Value[], name: string): Required<Pick<ReadEntry, 'problem'>> | undefined {
  const isWrong = list.some((one) => !['string', 'number', 'boolean'].includes(typeof one))
  return isWrong ? { problem: { what: `${name} has entries that are not texts`, fix: 'Write texts only.' } } : undefined
}

const bounded = (word: Value): string => String(word).slice(0, MAX_WORD_CHARS)
