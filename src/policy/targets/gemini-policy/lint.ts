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
  title: 'One bad rule disables the whole file',
  about:
    'Gemini CLI skips the file if one rule has no toolName, an unknown decision, or a priority that is not a whole number from 0 to 999. Its deny rules are lost as well.',
  fix: 'Correct the reported rule.',
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
    title: 'Misspelled rule key',
    about: 'Gemini CLI ignores keys that it does not know. Without mcpName, a rule applies to built-in tools.',
    fix: 'Correct the spelling.',
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
    title: 'Underscore in the server name',
    about: 'Gemini CLI splits tool names at the first underscore after mcp_, so the rule matches nothing.',
    fix: 'Rename the server with hyphens, in settings.json and in this file.',
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
    title: 'Pattern matches nothing',
    about:
      'With mcpName, toolName is one name or *. Without mcpName it can be *, mcp_*, mcp_SERVER_* or mcp_*_TOOL. Any other * matches nothing.',
    fix: 'List each tool, or write *.',
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
    title: 'Outdated tool name',
    about: 'Gemini CLI no longer matches tool names with two underscores between server and tool.',
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
    title: 'Argument pattern also matches nested values',
    about:
      "argsPattern matches anywhere in the arguments' JSON, so a nested object or a longer text can match. Gemini CLI puts a NUL before and after each top-level argument. Only a pattern with both is exact.",
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
    title: 'Allow rule without a fallback',
    about:
      "Calls with other arguments follow the mode's default: they run in yolo mode and need approval in default mode.",
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
    title: 'Command pattern for another tool',
    about:
      'commandPrefix and commandRegex work only with toolName = "run_shell_command", one at a time and without argsPattern. Otherwise Gemini CLI rejects the rule.',
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
    title: 'Command pattern matches nothing',
    about:
      'Gemini CLI puts "command":" before commandRegex, so the pattern already starts at the command. With its own ^ it never matches, so the rule never applies.',
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
    title: 'Higher-priority rule overrides this one',
    about:
      'Of all matching rules, the one with the highest priority wins. A rule for one tool has no effect below a rule for all tools.',
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
