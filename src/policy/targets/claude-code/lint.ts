import { z } from 'zod'
import { duplicateKeys } from '../../core/duplicate-keys.ts'
import { finder, type KnownTools, type Linter, type LintFinding } from '../../core/linter.ts'
import { nearest } from '../../core/nearest.ts'
import { readJson } from '../../core/read-text.ts'
import { unknownTool } from '../../core/unknown-tool.ts'
import { claudeToolId } from './permissions.ts'

const LISTS = ['deny', 'ask', 'allow'] as const
const schema = z.looseObject({
  permissions: z
    .looseObject(Object.fromEntries(LISTS.map((list) => [list, z.array(z.string()).optional()])))
    .optional(),
  hooks: z.record(z.string(), z.array(z.looseObject({ matcher: z.string().optional() }))).optional(),
})
const KEYS = [...LISTS, 'additionalDirectories', 'defaultMode', 'disableBypassPermissionsMode']

/** Settings of Claude Code. Source: code.claude.com/docs/en/permissions and /docs/en/hooks, read 2026-11-20. */
function findings(text: string, known: KnownTools): LintFinding[] {
  const find = finder('claude-code', text)
  const { value, problems } = readJson(text, schema)
  if (!value) return problems.map((what) => find('unreadable', what))
  const permissions = (value.permissions ?? {}) as Record<string, string[] | undefined>
  const findings: LintFinding[] = duplicateKeys(find, text)
  for (const key of Object.keys(permissions))
    if (!KEYS.includes(key)) {
      const meant = nearest(key, KEYS)
      findings.push(find('unknown-key', `permissions.${key} is not read${meant ? `; ${meant} is` : ''}`, key))
    }
  const stricter: string[] = []
  for (const list of LISTS) {
    const own = permissions[list] ?? []
    for (const rule of own) {
      if (/^mcp__/.test(rule) && /[()]/.test(rule)) findings.push(find('parentheses', `${rule} is skipped`, rule))
      else if (list === 'allow' && (rule === '*' || /^mcp__[^_]*\*/.test(rule)))
        findings.push(find('allow-glob', `${rule} is skipped`, rule))
      else if (/^mcp__/.test(rule)) {
        const over = stricter.find((other) => covers(other, rule))
        if (over) findings.push(find('shadowed', `${rule} never counts beside ${over}`, rule))
        findings.push(...unknownRule(rule, known, find))
      }
    }
    stricter.push(...own.filter((rule) => /^mcp__|^\*$/.test(rule)))
  }
  for (const hooks of Object.values(value.hooks ?? {}))
    for (const { matcher = '' } of hooks)
      if (/^mcp__[A-Za-z0-9-]+(_[A-Za-z0-9-]+)*$/.test(matcher) && !matcher.slice(5).includes('__'))
        findings.push(find('hook-matcher', `${matcher} matches no tool`, matcher))
  return findings
}

/** Whether whatever one rule matches is matched by another, too. */
function covers(wide: string, narrow: string): boolean {
  if (wide === narrow || wide === '*') return true
  if (!wide.includes('*')) return narrow.startsWith(`${wide}__`) && !wide.slice(5).includes('__')
  const [before = ''] = wide.split('*')
  return wide.endsWith('*') && wide.indexOf('*') === wide.length - 1 && narrow.startsWith(before)
}

function unknownRule(rule: string, known: KnownTools, find: ReturnType<typeof finder>): LintFinding[] {
  if (rule.includes('*')) return []
  for (const [server, tools] of known) {
    const prefix = claudeToolId(server, '')
    if (!rule.startsWith(prefix)) continue
    const names = tools.map((tool) => claudeToolId('', tool).slice('mcp____'.length))
    return unknownTool(find, new Map([[server, names]]), server, rule.slice(prefix.length))
  }
  return []
}

/** Reads files that people already have. */
export const claudeCodeLinter: Linter = {
  recognise(file, text) {
    if (/settings(\.local)?\.json$/.test(file)) return 'name'
    return /\.json$/.test(file) && /"permissions"|"hooks"/.test(text) ? 'content' : undefined
  },
  find: findings,
  rules: [
    {
      id: 'unreadable',
      title: 'The file cannot be read',
      about: 'It is no JSON, or a list is no list, so Claude Code takes none of it.',
      fix: 'Correct what is named.',
      bad: '{"permissions": {"deny": "mcp__a__b"}}',
      good: '{"permissions": {"deny": ["mcp__a__b"]}}',
    },
    {
      id: 'parentheses',
      title: 'A rule about arguments that is skipped',
      about:
        'Rules with parentheses that name an MCP tool are skipped when they stand in a settings file, so the tool is not ruled at all.',
      fix: 'Name the tool without parentheses.',
      bad: '{"permissions": {"deny": ["mcp__github__delete_file(path:main)"]}}',
      good: '{"permissions": {"deny": ["mcp__github__delete_file"]}}',
    },
    {
      id: 'allow-glob',
      title: 'An allowance that is skipped',
      about: 'In allow a glob works only behind one literal server; anything wider is skipped with a warning.',
      fix: 'Write mcp__SERVER__* or the server alone.',
      bad: '{"permissions": {"allow": ["mcp__*"]}}',
      good: '{"permissions": {"allow": ["mcp__github__get_*"]}}',
    },
    {
      id: 'unknown-key',
      title: 'A list that nothing reads',
      about: 'permissions knows allow, ask and deny; a list of another name is ignored.',
      fix: 'Use the name that is meant.',
      bad: '{"permissions": {"denied": ["mcp__github__delete_file"]}}',
      good: '{"permissions": {"deny": ["mcp__github__delete_file"]}}',
    },
    {
      id: 'shadowed',
      title: 'A rule that a stricter one hides',
      about:
        'Deny comes before ask, and ask before allow; a milder rule for what a stricter one already covers never counts.',
      fix: 'Remove one of the two.',
      bad: '{"permissions": {"deny": ["mcp__github__*"], "allow": ["mcp__github__get_me"]}}',
      good: '{"permissions": {"deny": ["mcp__github__delete_*"], "allow": ["mcp__github__get_me"]}}',
    },
    {
      id: 'hook-matcher',
      title: 'A hook that never runs',
      about: 'The matcher of a hook must match the whole name of a tool; the server alone matches nothing.',
      fix: 'Write mcp__SERVER__.* for all tools of a server.',
      bad: '{"hooks": {"PreToolUse": [{"matcher": "mcp__memory", "hooks": []}]}}',
      good: '{"hooks": {"PreToolUse": [{"matcher": "mcp__memory__.*", "hooks": []}]}}',
    },
    {
      id: 'unknown-tool',
      title: 'A tool that the server does not have',
      about:
        'The catalogue knows the server, and the server lists no tool of that name, so the rule counts for nothing until it does.',
      fix: 'Take the name that is meant.',
      bad: '{"permissions": {"deny": ["mcp__github__create_isue"]}}',
      good: '{"permissions": {"deny": ["mcp__github__create_issue"]}}',
    },
    {
      id: 'duplicate-key',
      title: 'A member that is there twice',
      about: 'Of two members with one name the last one counts, so the rules of the first are lost without a word.',
      fix: 'Put the rules of both into one list.',
      bad: '{"permissions": {"deny": ["mcp__github__delete_file"], "deny": ["mcp__github__create_issue"]}}',
      good: '{"permissions": {"deny": ["mcp__github__delete_file", "mcp__github__create_issue"]}}',
    },
  ],
}
