import { shellCommands } from '../../core/shell-text.ts'
import { type Simulate, simulation } from '../../core/simulation.ts'

const COMMAND = ['docker', 'mcp', 'profile', 'tools']
const FLAGS = ['--enable-all', '--disable-all', '--enable', '--disable'] as const
type Flag = (typeof FLAGS)[number]

/** What a profile offers of each server: all of it where the list is undefined. A server that is missing was never touched. */
type Profile = Map<string, Set<string> | undefined>

/** One command: its profile, and the values of each flag. */
type Update = Record<Flag, string[]> & { profile: string }

/**
 * Runs the commands on a profile. The result must not depend on what the profile had before: on a server that was never touched
 * `--enable` hides every other tool, and on one with a list it adds to the list. `--disable` on a server without a list makes
 * one of the tools that the stored description has, so that every tool that it does not have is hidden, too.
 * Source: docker/mcp-gateway 2bd20fe8, pkg/workingset/tools.go (UpdateTools) with tools_test.go, read 2026-11-21.
 */
export const simulateDocker: Simulate = (text, { serverKey, knownTools }) => {
  const commands = shellCommands(text)
  if (typeof commands === 'string') return { problems: [commands] }
  const problems: string[] = []
  const updates = commands.map((words) => readCommand(words, problems))
  if (updates.length === 0) problems.push('there is no command')
  if (problems.length > 0) return { problems }
  const known = knownTools && new Set(knownTools)
  const named = new Set(
    updates.flatMap((update) => FLAGS.flatMap((flag) => update[flag].map((value) => serverOf(flag, value)))),
  )
  const untouched: Profile = new Map()
  // A list that no command can have written, so that whatever is left of it shows.
  const listed: Profile = new Map([...named].map((server) => [server, new Set(['\u0000'])]))
  for (const update of updates) for (const profile of [untouched, listed]) apply(profile, update, known, problems)
  for (const server of named)
    if (!isSame(untouched.get(server), listed.get(server)))
      problems.push(`what ${server} offers depends on the profile as it was: begin with --disable-all ${server}`)
  return simulation(problems, () => ({
    call(tool, _args, _counters, key = serverKey) {
      if (!untouched.has(key)) return 'unset'
      const list = untouched.get(key)
      return list === undefined || list.has(tool) ? 'pass' : 'hide'
    },
    mentions: () => ({
      named: updates.flatMap((update) =>
        [...update['--enable'], ...update['--disable']].map((value) => {
          const [server, tool] = partsOf(value)
          return { server, tool }
        }),
      ),
      open: updates.flatMap((update) =>
        [...update['--enable-all'], ...update['--disable-all']].filter((server) => server !== serverKey),
      ),
      extra: updates.flatMap(({ profile }) => (profile === 'default' ? [] : [`the profile is ${profile}`])),
    }),
  }))
}

/** `--enable-all` and `--disable-all` take a server, the others a server and a tool with the first dot between them. */
const serverOf = (flag: Flag, value: string) => (flag.endsWith('-all') ? value : (value.split('.', 1)[0] as string))

function readCommand(words: readonly string[], problems: string[]): Update {
  const update: Update = { profile: '', '--enable-all': [], '--disable-all': [], '--enable': [], '--disable': [] }
  if (COMMAND.some((word, index) => words[index] !== word)) problems.push(`not understood: ${words.join(' ')}`)
  const profiles: string[] = []
  for (let index = COMMAND.length; index < words.length; index++) {
    const word = words[index] as string
    if (!word.startsWith('-')) profiles.push(word)
    else if (!isFlag(word)) problems.push(`unknown flag: ${word}`)
    else {
      const value = words[++index]
      if (value === undefined) problems.push(`flag needs an argument: ${word}`)
      else if (!word.endsWith('-all') && !value.includes('.'))
        problems.push(`invalid tool argument: ${value}, expected <serverName>.<toolName>`)
      else update[word].push(value)
    }
  }
  update.profile = profiles[0] ?? ''
  if (profiles.length !== 1) problems.push(`${profiles.length} profiles are named`)
  if (FLAGS.every((flag) => update[flag].length === 0))
    problems.push('must provide at least one flag: --enable, --disable, --enable-all, or --disable-all')
  return update
}

const isFlag = (word: string): word is Flag => (FLAGS as readonly string[]).includes(word)

/** One command: all of a server first, then single tools, those that are switched off last. */
function apply(profile: Profile, update: Update, known: ReadonlySet<string> | undefined, problems: string[]): void {
  for (const server of update['--enable-all']) profile.set(server, undefined)
  for (const server of update['--disable-all']) profile.set(server, new Set())
  for (const value of update['--enable']) {
    const [server, tool] = partsOf(value)
    profile.set(server, new Set([...(profile.get(server) ?? []), tool]))
  }
  for (const value of update['--disable']) {
    const [server, tool] = partsOf(value)
    const list = profile.get(server) ?? known
    if (list) profile.set(server, new Set([...list].filter((one) => one !== tool)))
    else problems.push(`what ${server} offers depends on its stored description`)
  }
}

const partsOf = (value: string): [server: string, tool: string] => {
  const server = serverOf('--enable', value)
  return [server, value.slice(server.length + 1)]
}

const isSame = (a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined) =>
  a === undefined || b === undefined ? a === b : a.size === b.size && [...a].every((tool) => b.has(tool))
