import { z } from 'zod'
import { duplicateKeys } from '../../core/duplicate-keys.ts'
import { finder, type KnownTools, type Linter, type LintFinding } from '../../core/lint-finding.ts'
import { nearest } from '../../core/nearest.ts'
import { readJson } from '../../core/read-text.ts'
import { unknownTool } from '../../core/unknown-tool.ts'
import { claudeToolId } from './render.ts'

const LISTS = ['deny', 'ask', 'allow'] as const
const schema = z.looseObject({
  permissions: z
    .looseObject(Object.fromEntries(LISTS.map((list) => [list, z.array(z.string()).optional()])))
    .optional(),
  hooks: z.record(z.string(), z.array(z.looseObject({ matcher: z.string().optional() }))).optional(),
})
const KEYS = [...LISTS, 'additionalDirectories', 'defaultMode', 'disableBypassPermissionsMode']

/** Settings of Claude Code. Source: code.claude.com/docs/en/permissions and /docs/en/hooks, read 2026-11-20. */
export const lintClaudeCode: Linter = (text, known) => {
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
