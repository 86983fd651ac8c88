import { defineLinter, type LintRule, type LintWords } from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import { type Mention, unknownToolRule, whichServerRule } from '../../core/server-rules.ts'
import { type Commands, FLAGS, KINDS, parts, readFlags } from './flags.ts'
import { mergeCopilotFiles } from './merge.ts'
import { recogniser } from './recognise.ts'

const approvals = ({ values }: Commands) =>
  values.filter(({ flag }) => flag === '--allow-tool' || flag === '--deny-tool')

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'The shell cannot read the command',
  about: 'A quote is not closed, so the shell waits for more input and starts nothing.',
  fix: 'Close the quote.',
  bad: "copilot --deny-tool 'github(delete_file)\n",
  good: "copilot --deny-tool 'github(delete_file)'\n",
}

const rules: LintRule<Commands>[] = [
  {
    id: 'unknown-flag',
    title: 'Unknown flag',
    about: 'Copilot CLI does not start with an unknown flag.',
    fix: 'Correct the flag.',
    bad: "copilot --block-tool 'github(delete_file)'\n",
    good: "copilot --deny-tool 'github(delete_file)'\n",
    *find({ unknown }) {
      for (const { flag, at } of unknown) {
        const meant = nearest(flag, FLAGS)
        yield { what: `${flag} is not a flag about tools${meant ? `; ${meant} is` : ''}`, at }
      }
    },
  },
  {
    id: 'pattern',
    title: 'Pattern matches no tool',
    about:
      'Copilot CLI supports patterns for shell commands only, as in shell(git:*). For server tools, give the exact name or the whole server.',
    fix: 'List each tool, or the server alone.',
    bad: "copilot --deny-tool 'github(delete_*)'\n",
    good: "copilot --deny-tool 'github(delete_file)'\n",
    *find(commands) {
      for (const { value, at } of approvals(commands)) {
        const part = parts(value)
        if (part && !KINDS.includes(part.server) && (part.tool?.includes('*') || part.server.includes('*')))
          yield { what: `${value} matches no tool`, at }
      }
    },
  },
  {
    id: 'no-match',
    title: 'Value matches no tool',
    about:
      'A value is a server with one of its tools in parentheses. Copilot CLI renames tools with long names or characters other than letters, digits, underscore and hyphen. No flag can match those.',
    fix: 'Write Server(tool), or the server alone.',
    bad: "copilot --deny-tool 'files(read.file)'\n",
    good: "copilot --deny-tool 'files(read_file)'\n",
    *find(commands) {
      for (const { value, at } of approvals(commands)) {
        const part = parts(value)
        if (!part) yield { what: `${value} is not Server(tool)`, at }
        else if (!KINDS.includes(part.server) && part.tool && !/[*$]/.test(part.tool))
          if (!/^[A-Za-z0-9_-]+$/.test(part.tool) || part.server.length + part.tool.length + 1 > 64)
            yield { what: `${value} does not match Copilot CLI’s name for a tool`, at }
      }
    },
  },
  {
    id: 'shadowed',
    title: 'Deny overrides this approval',
    about: 'Deny always wins. An approval for the same tool, or for a tool of a denied server, has no effect.',
    fix: 'Remove one of them.',
    bad: "copilot --deny-tool github --allow-tool 'github(get_me)'\n",
    good: "copilot --deny-tool 'github(delete_file)' --allow-tool 'github(get_me)'\n",
    *find({ values }) {
      const denied = new Set(
        values.filter(({ flag }) => flag === '--deny-tool').map(({ command, value }) => `${command} ${value}`),
      )
      for (const { command, flag, value, at } of values) {
        if (flag !== '--allow-tool') continue
        const over = [value, parts(value)?.server].find((other) => denied.has(`${command} ${other}`))
        if (over !== undefined) yield { what: `${value} is allowed, and ${over} is denied`, at }
      }
    },
  },
  {
    id: 'ignored-exclusion',
    title: 'Exclusion is ignored',
    about: 'With --available-tools, --excluded-tools has no effect.',
    fix: 'Remove the tools from --available-tools instead.',
    bad: 'copilot --available-tools github-get_me --excluded-tools github-delete_file\n',
    good: 'copilot --available-tools github-get_me\n',
    *find({ values }) {
      const limited = new Set(values.filter(({ flag }) => flag === '--available-tools').map(({ command }) => command))
      const told = new Set<number>()
      for (const { command, flag, at } of values)
        if (flag === '--excluded-tools' && limited.has(command) && !told.has(command)) {
          told.add(command)
          yield { what: '--excluded-tools has no effect with --available-tools', at }
        }
    },
  },
  {
    id: 'https-only',
    title: 'Denied host is still reachable over HTTP',
    about: '--deny-url HOST denies https only. The agent can still reach the host over http.',
    fix: 'Also deny http://HOST.',
    bad: 'copilot --deny-url evil.example\n',
    good: 'copilot --deny-url evil.example --deny-url http://evil.example\n',
    *find({ values }) {
      const denied = values.filter(({ flag }) => flag === '--deny-url')
      const all = new Set(denied.map(({ value }) => value))
      for (const { value, at } of denied) {
        const host = value.replace(/^https:\/\//, '')
        if (!value.startsWith('http://') && !all.has(`http://${host}`)) yield { what: `http://${host} stays open`, at }
      }
    },
  },
  unknownToolRule(
    { bad: "copilot --deny-tool 'github(delete_fil)'\n", good: "copilot --deny-tool 'github(delete_file)'\n" },
    mentions,
  ),
  whichServerRule(
    { bad: "copilot --deny-tool 'tracker(delete_file)'\n", good: "copilot --deny-tool 'github(delete_file)'\n" },
    mentions,
  ),
]

function* mentions(commands: Commands): Generator<Mention> {
  for (const { value, at } of approvals(commands)) {
    const part = parts(value)
    if (part?.tool && !KINDS.includes(part.server) && /^[A-Za-z0-9_-]+$/.test(part.tool))
      yield { server: part.server, tool: part.tool, at }
  }
}

/**
 * Commands of GitHub Copilot CLI. Source: docs.github.com, "Allowing and denying tools", read 2026-11-20; names, patterns and
 * addresses were tried with 1.0.102.
 */
export const copilotCliLinter = defineLinter<Commands>({
  target: 'copilot-cli',
  ...recogniser,
  read: readFlags,
  unreadable,
  rules,
  merge: mergeCopilotFiles,
})
