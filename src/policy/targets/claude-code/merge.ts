import { at, memberOf } from '../../core/document.ts'
import type { Decision, MergedScopes, RulePlace, ScopeMerge } from '../../core/scope-merge.ts'
import { claudeToolId } from './permissions.ts'
import { LISTS, type ListName, RuleIndex, readClaudeSettings, skippedRule } from './rules.ts'

interface ScopedRule extends RulePlace {
  list: ListName
}

const OUTCOMES: Record<ListName, string> = { deny: 'denied', ask: 'asks', allow: 'allowed' }

/**
 * Rules of all scopes count together: any denial, then any question, then any allowance; the scope matters only where managed
 * settings shut the others out. Source: code.claude.com/docs/en/permissions, "Settings precedence" and "Project allow rules and
 * workspace trust", read 2026-11-21.
 */
export const mergeClaudeScopes: ScopeMerge = {
  scopes: [
    {
      id: 'managed',
      places: [
        '/etc/claude-code/managed-settings.json',
        '/Library/Application Support/ClaudeCode/managed-settings.json',
        'C:/Program Files/ClaudeCode/managed-settings.json',
      ],
    },
    { id: 'local', places: ['.claude/settings.local.json'] },
    { id: 'project', places: ['.claude/settings.json'] },
    { id: 'user', places: ['~/.claude/settings.json'] },
  ],
  decide(files, servers): MergedScopes {
    const withoutEffect: MergedScopes['withoutEffect'] = []
    const notes: string[] = []
    const read = files.map((file) => ({ ...file, settings: readClaudeSettings(file.source) }))
    const managedOnly = read.some(
      ({ scope, settings }) =>
        scope === 'managed' &&
        !('problems' in settings) &&
        memberOf(settings.root, 'allowManagedPermissionRulesOnly')?.node.value === true,
    )
    const rules: ScopedRule[] = []
    for (const { scope, source, settings } of read) {
      if ('problems' in settings) {
        notes.push(`${source.file || scope}: Claude Code cannot read it, so nothing in it counts.`)
        continue
      }
      const mode = at(settings.root, 'permissions', 'defaultMode')?.value
      if (mode === 'bypassPermissions')
        notes.push(
          `${source.file || scope}: defaultMode is bypassPermissions, so tools without a rule are not asked about.`,
        )
      for (const { list, rule, at: place } of settings.rules) {
        const own: ScopedRule = { scope, source, at: place, rule, list }
        const skipped = skippedRule({ list, rule })
        if (managedOnly && scope !== 'managed')
          withoutEffect.push({ rule: own, why: 'managed settings allow managed rules only' })
        else if (skipped) withoutEffect.push({ rule: own, why: 'Claude Code skips it' })
        else rules.push(own)
      }
    }
    if (rules.some(({ scope, list }) => scope === 'project' && list === 'allow'))
      notes.push(
        'Allow rules of the project count only after you trust the folder; before that, and in claude -p there, those tools ask.',
      )
    return { ...decided(rules, servers, withoutEffect), notes }
  },
}

function decided(
  rules: readonly ScopedRule[],
  servers: ReadonlyMap<string, readonly string[] | null>,
  lost: MergedScopes['withoutEffect'],
) {
  const order = LISTS.flatMap((list) => rules.filter((rule) => rule.list === list))
  const isAboutMcp = (rule: string) => rule === '*' || (rule.startsWith('mcp__') && !/[()]/.test(rule))
  const own = order.filter(({ rule }) => isAboutMcp(rule))
  const tools = new Set(own.flatMap(({ rule }) => (rule.includes('*') || !rule.slice(5).includes('__') ? [] : [rule])))
  const index = new RuleIndex<ScopedRule>()
  const withoutEffect = [...lost]
  for (const rule of own) {
    const over = index.over(rule.rule)
    if (over) withoutEffect.push({ rule, why: `${over.rule} in ${over.list} of ${over.scope} comes first` })
    index.add(rule.rule, rule)
  }
  for (const [server, names] of servers)
    for (const name of names ?? []) if (index.over(claudeToolId(server, name))) tools.add(claudeToolId(server, name))
  // The strongest list first: an exact rule of a weaker list must not be found before a wide one of a stronger.
  const lists = LISTS.map((list) => {
    const of = new RuleIndex<ScopedRule>()
    for (const rule of own) if (rule.list === list) of.add(rule.rule, rule)
    return of
  })
  const decisions = [...tools].sort().flatMap((tool): Decision[] => {
    const by = lists.map((list) => list.over(tool)).find((rule) => rule !== undefined)
    return by ? [{ tool, outcome: OUTCOMES[by.list], by }] : []
  })
  return { decisions, withoutEffect }
}
