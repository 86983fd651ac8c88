import { at, type DocumentNode, textsOf } from '../../core/document.ts'
import { duplicateEntryRule, duplicateKeyRule, jsonRoot, listProblems } from '../../core/json-settings.ts'
import { defineLinter, type LintRule, type LintWords } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'
import { type Mention, unknownToolRule, whichServerRule } from '../../core/server-rules.ts'
import { LISTS, recogniser } from './recognise.ts'

interface Settings {
  root: DocumentNode
  servers: { name: string; node: DocumentNode }[]
}
function read(source: PolicyText) {
  const found = jsonRoot(source, 'comments', 'Gemini CLI')
  if ('problems' in found) return found
  const servers = (at(found.root, 'mcpServers')?.members ?? []).map(({ name, node }) => ({ name, node }))
  const problems = servers.flatMap(({ node }) => LISTS.flatMap((list) => listProblems(at(node, list), list)))
  return problems.length > 0 ? { problems } : { root: found.root, servers }
}

/** An entry is a name, with or without arguments in parentheses. */
const nameOf = (listed: string) => listed.split('(')[0] as string

const unreadable: LintWords = {
  id: 'unreadable',
  title: 'Gemini CLI cannot read the file',
  about:
    'The file is not valid JSON (comments are allowed), or a tool list has the wrong type. Gemini CLI does not start with it.',
  fix: 'Correct the reported line.',
  bad: '{"mcpServers": {"github": {"command": "github-mcp", "excludeTools": "delete_file"}}}',
  good: '{"mcpServers": {"github": {"command": "github-mcp", "excludeTools": ["delete_file"]}}}',
}

const rules: LintRule<Settings>[] = [
  {
    id: 'pattern',
    title: 'Patterns do not work here',
    about: 'includeTools and excludeTools need exact names. An entry with * matches no tool.',
    fix: 'List each tool.',
    bad: '{"mcpServers": {"github": {"command": "github-mcp", "excludeTools": ["delete_*"]}}}',
    good: '{"mcpServers": {"github": {"command": "github-mcp", "excludeTools": ["delete_file"]}}}',
    *find({ servers }) {
      for (const { node } of servers)
        for (const list of LISTS)
          for (const { text, node: own } of textsOf(at(node, list)))
            if (text.includes('*')) yield { what: `${text} in ${list} matches no tool`, at: own }
    },
  },
  {
    id: 'both-lists',
    title: 'Tool is both included and excluded',
    about: 'The exclusion wins: the model does not see the tool.',
    fix: 'Remove it from one of the lists.',
    bad: '{"mcpServers": {"github": {"command": "github-mcp", "includeTools": ["get_me", "delete_file"], "excludeTools": ["delete_file"]}}}',
    good: '{"mcpServers": {"github": {"command": "github-mcp", "includeTools": ["get_me"]}}}',
    *find({ servers }) {
      for (const { name, node } of servers) {
        const excluded = new Set(textsOf(at(node, 'excludeTools')).map(({ text }) => nameOf(text)))
        for (const { text, node: own } of textsOf(at(node, 'includeTools')))
          if (excluded.has(nameOf(text))) yield { what: `${text} of ${name} is included and excluded`, at: own }
      }
    },
  },
  duplicateEntryRule(
    {
      bad: '{"mcpServers": {"github": {"command": "github-mcp", "excludeTools": ["get_me", "get_me"]}}}',
      good: '{"mcpServers": {"github": {"command": "github-mcp", "excludeTools": ["get_me"]}}}',
    },
    ({ servers }) => servers.flatMap(({ node }) => LISTS.map((name) => ({ name, list: at(node, name) }))),
  ),
  {
    id: 'unknown-key',
    title: 'Unknown list',
    about: 'A server has includeTools and excludeTools. Gemini CLI ignores other lists.',
    fix: 'Use one of these names.',
    bad: '{"mcpServers": {"github": {"command": "github-mcp", "excludedTools": ["delete_file"]}}}',
    good: '{"mcpServers": {"github": {"command": "github-mcp", "excludeTools": ["delete_file"]}}}',
    *find({ servers }) {
      for (const { node } of servers)
        for (const { name, key, node: value } of node.members ?? []) {
          if (LISTS.some((list) => list === name) || !value.items) continue
          const plain = name.replace(/[-_]/g, '').toLowerCase()
          const meant = /^(?:exclud|den|disabl|block|disallow)/.test(plain)
            ? 'excludeTools'
            : /^(?:includ|allow|enabl)/.test(plain)
              ? 'includeTools'
              : undefined
          if (meant && /tools?$|list$/.test(plain)) yield { what: `${name} is not read; ${meant} is`, at: key }
        }
    },
  },
  unknownToolRule(
    {
      bad: '{"mcpServers": {"github": {"command": "github-mcp", "excludeTools": ["delete_fil"]}}}',
      good: '{"mcpServers": {"github": {"command": "github-mcp", "excludeTools": ["delete_file"]}}}',
    },
    mentions,
  ),
  whichServerRule(
    {
      bad: '{"mcpServers": {"tracker": {"command": "tracker-mcp", "excludeTools": ["delete_file"]}}}',
      good: '{"mcpServers": {"github": {"command": "github-mcp", "excludeTools": ["delete_file"]}}}',
    },
    mentions,
  ),
  duplicateKeyRule({
    bad: '{"mcpServers": {"github": {"command": "github-mcp", "excludeTools": ["delete_file"], "excludeTools": ["get_me"]}}}',
    good: '{"mcpServers": {"github": {"command": "github-mcp", "excludeTools": ["delete_file", "get_me"]}}}',
  }),
]

function* mentions({ servers }: Settings): Generator<Mention> {
  for (const { name, node } of servers)
    for (const list of LISTS)
      for (const { text, node: own } of textsOf(at(node, list))) {
        if (/[*(]/.test(text)) continue
        const mention = { server: name, tool: text, at: own }
        if (list === 'includeTools') yield mention
        else yield { ...mention, rename: (other) => ({ ...own, text: JSON.stringify(other) }) }
      }
}

/**
 * Settings of Gemini CLI with servers. Source: google-gemini/gemini-cli, docs/tools/mcp-server.md, read 2026-11-20; patterns
 * were tried with 0.61.0.
 */
export const geminiSettingsLinter = defineLinter<Settings>({
  target: 'gemini-settings',
  ...recogniser,
  read,
  unreadable,
  rules,
})
