import type { DocumentNode, Span } from '../../core/document.ts'
import { duplicateEntryRule } from '../../core/json-settings.ts'
import { asReports, defineLinter, type LintRule, type LintWords, type Report } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import type { ShellWord } from '../../core/shell-words.ts'
import { commandsOf, recogniser } from './recognise.ts'

interface DockerTools {
  /** Of tools.yaml: the lists of the servers. */
  servers: { name: string; key: Span; node: DocumentNode }[]
  /** Of a script: the words behind `docker mcp profile tools`. */
  commands: ShellWord[][]
}

/** Flags with their values, written behind them or with an equals sign. */
function* flagsOf(words: readonly ShellWord[]): Generator<{ flag: string; value: string; at: ShellWord }> {
  for (const [index, word] of words.entries()) {
    if (!word.text.startsWith('--')) continue
    const [flag = '', joined] = word.text.split('=', 2)
    yield { flag, value: joined ?? words[index + 1]?.text ?? '', at: word }
  }
}

function read(source: PolicyText): DockerTools | { problems: readonly Report[] } {
  const commands = source.text.includes('docker') ? commandsOf(source) : []
  if (commands.length > 0) return { servers: [], commands }
  const { roots, problems } = source.yaml
  if (problems.length > 0) return { problems: asReports(problems) }
  const servers = roots[0]?.members ?? []
  const wrong = servers.filter(
    ({ node }) => node.kind !== 'null' && (!node.items || node.items.some(({ value }) => typeof value !== 'string')),
  )
  if (wrong.length > 0)
    return { problems: wrong.map(({ name, node }) => ({ what: `${name} is not a list of names`, at: node })) }
  return { servers, commands: [] }
}

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'Docker cannot read the file',
  about: 'tools.yaml has a list of tool names for each server. The gateway does not start with anything else.',
  fix: 'Correct the reported line.',
  bad: 'github: get_me\n',
  good: 'github: [get_me]\n',
}

const rules: LintRule<DockerTools>[] = [
  {
    id: 'nothing-offered',
    title: 'Server without a list',
    about: 'A server without a value hides all of its tools, like an empty list.',
    fix: 'List the tools, or remove the server to show all of them.',
    bad: 'github:\n',
    good: 'github: [get_me]\n',
    *find({ servers }) {
      for (const { name, key, node } of servers)
        if (node.kind === 'null') yield { what: `${name} offers no tool`, at: key }
    },
  },
  duplicateEntryRule({ bad: 'github: [get_me, get_me]\n', good: 'github: [get_me]\n' }, ({ servers }) =>
    servers.map(({ node }) => ({ list: node })),
  ),
  {
    id: 'only-these',
    title: 'Command hides all other tools',
    about:
      'If the server has no list yet, --enable creates one with the named tools and hides all others. To get a known state, begin with --disable-all or --enable-all.',
    fix: 'Write --disable-all SERVER before --enable, or --enable-all SERVER before --disable.',
    bad: 'docker mcp profile tools default --enable github.get_me\n',
    good: 'docker mcp profile tools default --disable-all github --enable github.get_me\n',
    *find({ commands }) {
      for (const words of commands) {
        const flags = [...flagsOf(words)]
        const stated = new Set(flags.filter(({ flag }) => flag.endsWith('-all')).map(({ value }) => value))
        for (const { flag, value, at } of flags) {
          const server = value.split('.')[0] ?? ''
          if ((flag === '--enable' || flag === '--disable') && !stated.has(server))
            yield { what: `${flag} ${value} depends on what the list was before`, at }
        }
      }
    },
  },
  {
    id: 'no-server',
    title: 'Missing server name',
    about: 'A tool is SERVER.TOOL. Docker rejects the command otherwise.',
    fix: 'Write the server, a dot and the tool.',
    bad: 'docker mcp profile tools default --disable-all get_me --enable get_me\n',
    good: 'docker mcp profile tools default --disable-all github --enable github.get_me\n',
    *find({ commands }) {
      for (const words of commands)
        for (const { flag, value, at } of flagsOf(words))
          if ((flag === '--enable' || flag === '--disable') && !value.includes('.'))
            yield { what: `${value} has no dot between server and tool`, at }
    },
  },
]

/** Docker's lists of tools, in tools.yaml and in commands. Source: docker/mcp-gateway at 2bd20fe8, read 2026-11-21. */
export const dockerLinter = defineLinter<DockerTools>({
  target: 'docker',
  ...recogniser,
  read,
  unreadable,
  rules,
})
