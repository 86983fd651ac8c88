import { at, type DocumentNode, textOf } from '../../core/document.ts'
import { duplicateKeyRule, jsonRoot } from '../../core/json-settings.ts'
import { defineLinter, type LintRule, type LintWords } from '../../core/linter.ts'
import { recogniser, TERMINAL, URLS } from './recognise.ts'
import { ELIGIBLE } from './render.ts'

interface Settings {
  root: DocumentNode
}

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'VS Code cannot read the file',
  about: 'The file is not valid JSON (comments are allowed).',
  fix: 'Correct the reported line.',
  file: '.vscode/settings.json',
  bad: `{"${ELIGIBLE}": {`,
  good: `{"${ELIGIBLE}": {"create_issue": false}}`,
}

const notBoolean: LintRule<Settings> = {
  id: 'not-boolean',
  title: 'Value must be true or false',
  about:
    'VS Code treats any text as true. With "false" in quotes, you can permanently approve a tool that should always need approval.',
  fix: 'Write false without quotes.',
  bad: `{"${ELIGIBLE}": {"create_issue": "false"}}`,
  good: `{"${ELIGIBLE}": {"create_issue": false}}`,
  *find({ root }) {
    const eligible = at(root, ELIGIBLE)
    if (eligible && !eligible.members) yield { what: `${ELIGIBLE} is not an object`, at: eligible }
    for (const { name, node } of eligible?.members ?? [])
      if (node.kind !== 'boolean') yield { what: `${name} is ${JSON.stringify(node.value ?? node.kind)}`, at: node }
  },
}

const noEffect: LintRule<Settings> = {
  id: 'no-effect',
  title: 'Entry has no effect',
  about:
    'The setting says which tools you may permanently approve. All tools may by default, so true has no effect: it does not approve a tool.',
  fix: 'Remove it, and approve the tool with the command “Chat: Manage Tool Approval”.',
  bad: `{"${ELIGIBLE}": {"get_me": true}}`,
  good: `{"${ELIGIBLE}": {"create_issue": false}}`,
  *find({ root }) {
    for (const { name, node, key } of at(root, ELIGIBLE)?.members ?? [])
      if (node.value === true) yield { what: `${name} is true, which approves nothing`, at: key }
  },
}

const noMatch: LintRule<Settings> = {
  id: 'no-match',
  title: 'Entry matches no tool',
  about:
    'An entry is the full tool name, without its server and with an underscore for every dot. Patterns match nothing.',
  fix: 'List each tool.',
  bad: `{"${ELIGIBLE}": {"delete_*": false}}`,
  good: `{"${ELIGIBLE}": {"delete_file": false}}`,
  *find({ root }) {
    for (const { name, key } of at(root, ELIGIBLE)?.members ?? []) {
      // Own tools and those of extensions have names with a slash.
      const isPointed = name.includes('.') && !name.includes('/')
      if (/[*?]/.test(name) || isPointed || /^mcp__/.test(name)) yield { what: `${name} matches no tool`, at: key }
    }
  },
}

const bypass: LintRule<Settings> = {
  id: 'bypass',
  title: 'Setting approves all calls',
  about:
    'chat.tools.global.autoApprove approves every tool that may be auto-approved. chat.permissions.default sets the level of each new chat. The levels autoApprove and autopilot also approve tools that always need approval.',
  fix: 'Remove it.',
  bad: '{"chat.permissions.default": "autoApprove"}',
  good: '{"chat.permissions.default": "default"}',
  *find({ root }) {
    for (const name of ['chat.tools.global.autoApprove', 'chat.tools.autoApprove']) {
      const node = at(root, name)
      if (node?.value === true) yield { what: `${name} is true`, at: node }
    }
    const level = at(root, 'chat.permissions.default')
    if (level && /^(?:autoApprove|autopilot)$/.test(textOf(level) ?? ''))
      yield { what: `chat.permissions.default is ${textOf(level)}`, at: level }
  },
}

/** Entries of a table that approve: true, or an object that says so. */
function* approvals(root: DocumentNode, name: string) {
  for (const member of at(root, name)?.members ?? []) {
    const { node } = member
    const isApproved = [node, at(node, 'approve'), at(node, 'approveRequest')].some((one) => one?.value === true)
    if (isApproved) yield member
  }
}

const allowAll: LintRule<Settings> = {
  id: 'allow-all',
  title: 'Pattern approves everything',
  about:
    'The pattern matches every command or every URL. VS Code asks only about those that another entry sets to false.',
  fix: 'List the commands or URLs that may run.',
  bad: `{"${TERMINAL}": {"/.*/": true}}`,
  good: `{"${TERMINAL}": {"/^git (status|diff)\\\\b/": true}}`,
  *find({ root }) {
    for (const { name, key } of approvals(root, TERMINAL))
      if (/^\/\^?(?:\.[*+]|\(\.[*+]\))?\$?\/[a-z]*$/.test(name) && name.length > 2)
        yield { what: `${name} matches every command`, at: key }
    const urls = at(root, URLS)
    if (urls?.value === true) yield { what: `${URLS} is true`, at: urls }
    for (const { name, key } of approvals(root, URLS))
      if (/^(?:https?:\/\/|\*:\/\/)?\*+(?:\/\**)?$/.test(name)) yield { what: `${name} matches every address`, at: key }
  },
}

/** Longer patterns are not compiled: nobody writes them, and a hostile one would cost time. */
const MAX_PATTERN = 1000

const badPattern: LintRule<Settings> = {
  id: 'bad-pattern',
  title: 'Command pattern matches nothing',
  about:
    'An entry between slashes is a regular expression. If it does not compile, it matches no command. An entry without slashes is the start of a command, where * is an ordinary character.',
  fix: 'Correct the expression, or write the start of the command.',
  bad: `{"${TERMINAL}": {"rm *": false}}`,
  good: `{"${TERMINAL}": {"rm": false}}`,
  *find({ root }) {
    for (const { name, key } of at(root, TERMINAL)?.members ?? []) {
      const { pattern, flags } = expressionOf(name)
      if (pattern === undefined ? /[*|]|\\[bsdw]/.test(name) : !compiles(pattern, flags))
        yield { what: `${name} matches no command`, at: key }
    }
  },
}

/** What is between the slashes of an entry, and the flags behind them; undefined for the beginning of a command. */
function expressionOf(name: string): { pattern: string | undefined; flags: string } {
  const end = name.lastIndexOf('/')
  const flags = name.slice(end + 1)
  const isExpression = name.startsWith('/') && end > 1 && /^[dgimsuvy]*$/.test(flags)
  return { pattern: isExpression ? name.slice(1, end) : undefined, flags }
}

function compiles(pattern: string, flags: string): boolean {
  if (pattern.length > MAX_PATTERN) return true
  try {
    new RegExp(pattern, flags.replaceAll('g', ''))
    return true
  } catch {
    return false
  }
}

/** Words of a command that denials are looked for by. */
const MAX_WORDS = 20

const contradiction: LintRule<Settings> = {
  id: 'shadowed',
  title: 'Deny overrides this approval',
  about: 'An entry with false wins over one with true. Approving the same command, or a longer one, has no effect.',
  fix: 'Remove one of them.',
  bad: `{"${TERMINAL}": {"git": false, "git status": true}}`,
  good: `{"${TERMINAL}": {"git push": false, "git status": true}}`,
  *find({ root }) {
    const members = at(root, TERMINAL)?.members ?? []
    const isPlain = (name: string) => !name.startsWith('/')
    const denied = new Set(
      members.filter(({ node, name }) => node.value === false && isPlain(name)).map(({ name }) => name),
    )
    for (const { name, key } of approvals(root, TERMINAL)) {
      if (!isPlain(name) || name.length > MAX_PATTERN) continue
      const words = name.split(' ', MAX_WORDS)
      const over = words
        .map((_, index) => words.slice(0, index + 1).join(' '))
        .find((one) => denied.has(one) && one !== name)
      if (over !== undefined) yield { what: `${name} is approved, and ${over} needs approval`, at: key }
    }
  },
}

const rules: LintRule<Settings>[] = [
  notBoolean,
  noEffect,
  noMatch,
  bypass,
  allowAll,
  badPattern,
  contradiction,
  duplicateKeyRule({
    bad: `{"${ELIGIBLE}": {"create_issue": false}, "${ELIGIBLE}": {"delete_file": false}}`,
    good: `{"${ELIGIBLE}": {"create_issue": false, "delete_file": false}}`,
  }),
]

/**
 * The settings of VS Code about approvals of its agent. Source: microsoft/vscode, languageModelToolsService.ts at 00e03ed0 and
 * commandLineAutoApprover.ts at 1cf1df32; microsoft/vscode-docs, docs/agents/approvals.md at 16286a6a; read 2026-11-21.
 */
export const vscodeLinter = defineLinter<Settings>({
  target: 'vscode',
  ...recogniser,
  read: (source) => jsonRoot(source, 'jsonc', 'VS Code'),
  unreadable,
  rules,
})
