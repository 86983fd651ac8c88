import { at, memberOf, textOf } from '../../core/document.ts'
import { defineLinter, type LintRule, type LintWords } from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import { type Mention, unknownToolRule, whichServerRule } from '../../core/server-rules.ts'
import { mergeGeminiTiers } from './merge.ts'
import { recogniser } from './recognise.ts'
import { type PolicyRule, readPolicyRules } from './rules.ts'

interface Rules {
  rules: PolicyRule[]
}

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'One bad rule drops the whole file',
  about:
    'Gemini CLI leaves out a file in which one rule has no toolName, no known decision, or a priority that is not a whole number from 0 to 999. The denials beside it are gone, too.',
  fix: 'Correct the place that is named.',
  bad: '[[rule]]\nmcpName = "github"\ndecision = "deny"\npriority = 500\n',
  good: '[[rule]]\nmcpName = "github"\ntoolName = "*"\ndecision = "deny"\npriority = 500\n',
}

const KEYS = [
  'mcpName',
  'toolName',
  'decision',
  'priority',
  'argsPattern',
  'commandPrefix',
  'commandRegex',
  'modes',
  'denyMessage',
  'allowRedirection',
  'toolAnnotations',
  'interactive',
  'subagent',
]
const ALSO = ['deny_message', 'allow_redirection']
const NUL = '\\x00'

const rules: LintRule<Rules>[] = [
  {
    id: 'unknown-key',
    title: 'A misspelt key of a rule',
    about: 'Gemini CLI does not read a key that it does not know. A rule without its mcpName is about built-in tools.',
    fix: 'Use the name that you mean.',
    bad: '[[rule]]\nmcp_name = "github"\ntoolName = "delete_file"\ndecision = "deny"\npriority = 500\n',
    good: '[[rule]]\nmcpName = "github"\ntoolName = "delete_file"\ndecision = "deny"\npriority = 500\n',
    *find({ rules }, { source }) {
      for (const { name, key } of source.toml.root?.members ?? [])
        if (name !== 'rule' && name !== 'safety_checker') yield { what: `${name} is not read; rule is`, at: key }
      for (const { node } of rules)
        for (const { name, key } of node.members ?? []) {
          if (KEYS.includes(name) || ALSO.includes(name)) continue
          const plain = name.replace(/[-_]/g, '').toLowerCase()
          const meant = KEYS.find((one) => one.toLowerCase() === plain) ?? nearest(name, KEYS)
          yield { what: `${name} is not read${meant ? `; ${meant} is` : ''}`, at: key }
        }
    },
  },
  {
    id: 'underscore',
    title: 'A server name with an underscore',
    about: 'Gemini CLI splits the names of tools at the first underscore after mcp_, so the rule matches nothing.',
    fix: 'Rename the server with hyphens, in settings.json and here.',
    bad: '[[rule]]\nmcpName = "my_server"\ntoolName = "pay"\ndecision = "deny"\npriority = 500\n',
    good: '[[rule]]\nmcpName = "my-server"\ntoolName = "pay"\ndecision = "deny"\npriority = 500\n',
    *find({ rules }) {
      for (const { server } of rules) {
        const name = textOf(server)
        if (name?.includes('_')) yield { what: `${name} has an underscore`, at: server }
      }
    },
  },
  {
    id: 'pattern',
    title: 'A pattern that matches nothing',
    about:
      'Beside mcpName, toolName is one name or *. Without mcpName it can be *, mcp_*, mcp_SERVER_* or mcp_*_TOOL. Any other * matches nothing.',
    fix: 'Name each tool, or write *.',
    bad: '[[rule]]\nmcpName = "github"\ntoolName = "delete_*"\ndecision = "deny"\npriority = 500\n',
    good: '[[rule]]\nmcpName = "github"\ntoolName = "delete_file"\ndecision = "deny"\npriority = 500\n',
    *find({ rules }) {
      for (const { server, tools } of rules)
        for (const { text, node } of tools) {
          if (!text.includes('*') || text === '*') continue
          const isKnown = !server && /^mcp_(?:\*|[^*_]+_\*|\*_[^*]+)$/.test(text)
          if (!isKnown) yield { what: `${text} matches no tool`, at: node }
        }
    },
  },
  {
    id: 'old-name',
    title: 'A tool name in a form that is no longer read',
    about: 'Gemini CLI no longer matches names with two underscores between server and tool.',
    fix: 'Write mcpName and toolName.',
    bad: '[[rule]]\ntoolName = "github__delete_file"\ndecision = "deny"\npriority = 500\n',
    good: '[[rule]]\nmcpName = "github"\ntoolName = "delete_file"\ndecision = "deny"\npriority = 500\n',
    *find({ rules }) {
      for (const { server, tools } of rules)
        for (const { text, node } of tools)
          if (!server && /^[A-Za-z0-9-]+__[^_]/.test(text)) yield { what: `${text} matches no tool`, at: node }
    },
  },
  {
    id: 'open-pattern',
    title: 'A pattern of arguments that nested values match',
    about:
      'argsPattern is matched anywhere in the JSON of the arguments, so a nested object or a longer text can match, too. Gemini CLI puts a NUL before and after every member of the top level; only a pattern that has both is exact.',
    fix: 'Write argsPattern = \'\\x00"KEY":"VALUE"\\x00\' in single quotes.',
    bad: '[[rule]]\nmcpName = "github"\ntoolName = "get_me"\nargsPattern = \'"owner":"acme"\'\ndecision = "allow"\npriority = 500\n[[rule]]\nmcpName = "github"\ntoolName = "get_me"\ndecision = "deny"\npriority = 400\n',
    good: '[[rule]]\nmcpName = "github"\ntoolName = "get_me"\nargsPattern = \'\\x00"owner":"acme"\\x00\'\ndecision = "allow"\npriority = 500\n[[rule]]\nmcpName = "github"\ntoolName = "get_me"\ndecision = "deny"\npriority = 400\n',
    *find({ rules }) {
      for (const { argsPattern, decision } of rules) {
        const text = textOf(argsPattern)
        const isExact = text !== undefined && /^(?:\\x00|\\0|\\u0000)/.test(text) && /(?:\\x00|\\0|\\u0000)$/.test(text)
        if (decision === 'allow' && text !== undefined && !isExact)
          yield { what: `the pattern has no ${NUL} at both ends`, at: argsPattern }
      }
    },
  },
  {
    id: 'no-fallback',
    title: 'An allow rule for some arguments, and nothing for the others',
    about:
      'Calls with other arguments fall to the rules of the mode. In yolo mode they run, and in the default mode they ask.',
    fix: 'Add a deny rule for the same tool with a lower priority.',
    bad: '[[rule]]\nmcpName = "github"\ntoolName = "get_me"\nargsPattern = \'\\x00"owner":"acme"\\x00\'\ndecision = "allow"\npriority = 500\n',
    good: '[[rule]]\nmcpName = "github"\ntoolName = "get_me"\nargsPattern = \'\\x00"owner":"acme"\\x00\'\ndecision = "allow"\npriority = 500\n[[rule]]\nmcpName = "github"\ntoolName = "get_me"\ndecision = "deny"\npriority = 400\n',
    *find({ rules }) {
      const broad = new Set(
        rules.flatMap(({ server, tools, isNarrowed, decision }) =>
          isNarrowed || decision === 'allow' ? [] : tools.map(({ text }) => JSON.stringify([textOf(server), text])),
        ),
      )
      for (const { server, tools, argsPattern, decision, node } of rules) {
        if (!argsPattern || decision !== 'allow' || !server) continue
        const name = textOf(server)
        for (const { text } of tools)
          if (![text, '*'].some((one) => broad.has(JSON.stringify([name, one]))))
            yield { what: `${text} of ${name} has no rule for other arguments`, at: at(node, 'argsPattern') }
      }
    },
  },
  {
    id: 'shell-only',
    title: 'A command beside another tool',
    about:
      'commandPrefix and commandRegex work for toolName = "run_shell_command" alone, one at a time and without argsPattern. Gemini CLI refuses the rule otherwise.',
    fix: 'Write argsPattern for other tools.',
    bad: '[[rule]]\ntoolName = "read_file"\ncommandRegex = "secrets/"\ndecision = "deny"\npriority = 500\n',
    good: '[[rule]]\ntoolName = "read_file"\nargsPattern = "secrets/"\ndecision = "deny"\npriority = 500\n',
    *find({ rules }) {
      for (const { node, tools } of rules) {
        const [prefix, regex] = ['commandPrefix', 'commandRegex'].map((name) => memberOf(node, name))
        const command = prefix ?? regex
        const isShell = tools.length === 1 && tools[0]?.index === -1 && tools[0]?.text === 'run_shell_command'
        if (command && !isShell) yield { what: `${command.name} is for run_shell_command alone`, at: command.key }
        else if (prefix && regex) yield { what: 'the rule has commandPrefix and commandRegex', at: regex.key }
        else if (command && memberOf(node, 'argsPattern'))
          yield { what: `the rule has ${command.name} and argsPattern`, at: command.key }
      }
    },
  },
  {
    id: 'anchored-command',
    title: 'A pattern of commands that matches nothing',
    about:
      'Gemini CLI puts "command":" before commandRegex, so the pattern begins where the command does. With a ^ of its own it can never match, and the denial is gone.',
    fix: 'Remove the ^.',
    bad: '[[rule]]\ntoolName = "run_shell_command"\ncommandRegex = "^sudo( |$)"\ndecision = "deny"\npriority = 500\n',
    good: '[[rule]]\ntoolName = "run_shell_command"\ncommandRegex = "sudo( |$)"\ndecision = "deny"\npriority = 500\n',
    *find({ rules }, { source }) {
      for (const { node, decision } of rules) {
        const regex = at(node, 'commandRegex')
        const text = textOf(regex)
        if (!regex || !text?.startsWith('^')) continue
        const caret = source.text.indexOf('^', regex.start)
        const report = { what: `${text} never matches`, at: regex }
        yield decision === 'allow' ? report : { ...report, edits: [{ start: caret, end: caret + 1, text: '' }] }
      }
    },
  },
  {
    id: 'shadowed',
    title: 'A rule that another of the same server overrides',
    about:
      'Of all rules that match, the one with the highest priority decides. A rule for one tool below a rule for all has no effect.',
    fix: 'Give the rule for one tool the higher priority.',
    bad: '[[rule]]\nmcpName = "github"\ntoolName = "get_me"\ndecision = "allow"\npriority = 100\n[[rule]]\nmcpName = "github"\ntoolName = "*"\ndecision = "deny"\npriority = 500\n',
    good: '[[rule]]\nmcpName = "github"\ntoolName = "get_me"\ndecision = "allow"\npriority = 500\n[[rule]]\nmcpName = "github"\ntoolName = "*"\ndecision = "deny"\npriority = 100\n',
    *find({ rules }) {
      const highest = new Map<string, { priority: number; decision: string; name: string }>()
      for (const { server, tools, priority, decision, isNarrowed } of rules)
        for (const { text } of isNarrowed ? [] : tools) {
          const key = JSON.stringify([textOf(server), text])
          if (priority > (highest.get(key)?.priority ?? -1)) highest.set(key, { priority, decision, name: text })
        }
      for (const { server, tools, priority, decision } of rules)
        for (const { text, node } of tools) {
          const name = textOf(server)
          const over = [text, '*']
            .map((one) => highest.get(JSON.stringify([name, one])))
            .find((one) => one && one.priority > priority && one.decision !== decision)
          if (over && name !== undefined)
            yield { what: `${text} of ${name}: the rule for ${over.name} has priority ${over.priority}`, at: node }
        }
    },
  },
  unknownToolRule(
    {
      bad: '[[rule]]\nmcpName = "github"\ntoolName = "delete_fil"\ndecision = "deny"\npriority = 500\n',
      good: '[[rule]]\nmcpName = "github"\ntoolName = "delete_file"\ndecision = "deny"\npriority = 500\n',
    },
    mentions,
  ),
  whichServerRule(
    {
      bad: '[[rule]]\nmcpName = "tracker"\ntoolName = "delete_file"\ndecision = "deny"\npriority = 500\n',
      good: '[[rule]]\nmcpName = "github"\ntoolName = "delete_file"\ndecision = "deny"\npriority = 500\n',
    },
    mentions,
  ),
]

function* mentions({ rules }: Rules): Generator<Mention> {
  for (const { server, tools, decision } of rules) {
    const name = textOf(server)
    if (name === undefined || name === '*' || name.includes('_')) continue
    for (const { text, node } of tools) {
      if (text.includes('*')) continue
      const mention = { server: name, tool: text, at: node }
      if (decision === 'allow') yield mention
      else yield { ...mention, rename: (other) => ({ ...node, text: JSON.stringify(other) }) }
    }
  }
}

/** Rules of Gemini CLI's policy engine. Sources: {@link readPolicyRules}; matching was tried with 0.61.0. */
export const geminiPolicyLinter = defineLinter<Rules>({
  target: 'gemini-policy',
  ...recogniser,
  read: readPolicyRules,
  unreadable,
  rules,
  merge: mergeGeminiTiers,
})
