import { textOf } from '../../core/document.ts'
import type { MergedScopes, RulePlace, ScopeMerge } from '../../core/scope-merge.ts'
import { readPolicyRules } from './rules.ts'

interface TierRule extends RulePlace {
  server: string
  tool: string
  decision: string
  rank: number
  isNarrowed: boolean
}

const TIERS = ['admin', 'user', 'workspace'] as const
const OUTCOMES: Record<string, string> = { deny: 'denied', ask_user: 'asks', allow: 'allowed' }

/**
 * The tier comes before the priority: any rule of an administrator beats any rule of the user. Files with a fault count for
 * nothing, the others still count. Source: google-gemini/gemini-cli, packages/core/src/policy/toml-loader.ts, transformPriority
 * and getTierName, read 2026-11-21.
 */
export const mergeGeminiTiers: ScopeMerge = {
  scopes: [
    { id: 'admin', places: ['/etc/gemini-cli/policies/'] },
    { id: 'user', places: ['~/.gemini/policies/'] },
    { id: 'workspace', places: ['.gemini/policies/'] },
  ],
  decide(files, servers): MergedScopes {
    const notes: string[] = []
    const withoutEffect: MergedScopes['withoutEffect'] = []
    const all: TierRule[] = []
    for (const { scope, source } of files) {
      const read = readPolicyRules(source)
      if ('problems' in read) {
        notes.push(
          `${source.file || scope}: Gemini CLI leaves the file out because of ${read.problems[0]?.what ?? 'a fault'}.`,
        )
        continue
      }
      const tier = TIERS.length - TIERS.indexOf(scope as (typeof TIERS)[number])
      for (const { server, tools, decision, priority, isNarrowed } of read.rules) {
        const name = textOf(server)
        for (const { text, node } of name === undefined ? [] : tools)
          all.push({
            scope,
            source,
            at: node,
            rule: `${text} of ${name}: ${decision}, priority ${priority}`,
            server: name as string,
            tool: text,
            decision,
            rank: tier * 1000 + priority,
            isNarrowed,
          })
      }
    }
    if (files.some(({ scope }) => scope === 'workspace'))
      notes.push(
        'Gemini CLI has switched off policies of the workspace in some versions; those rules then do not count.',
      )
    // The first of several with the highest rank counts.
    const first = new Map<string, TierRule>()
    for (const rule of all.filter(({ isNarrowed }) => !isNarrowed).toSorted((a, b) => b.rank - a.rank)) {
      const key = JSON.stringify([rule.server, rule.tool])
      if (!first.has(key)) first.set(key, rule)
    }
    const winner = (server: string, tool: string) =>
      [tool, '*']
        .flatMap((name) => first.get(JSON.stringify([server, name])) ?? [])
        .toSorted((a, b) => b.rank - a.rank)[0]
    const named = new Map<string, [string, string]>()
    const add = (server: string, tool: string) => named.set(JSON.stringify([server, tool]), [server, tool])
    for (const { server, tool } of all) add(server, tool)
    for (const [server, tools] of servers) for (const tool of tools ?? []) add(server, tool)
    const decisions = [...named.values()].flatMap(([server, tool]) => {
      const by = winner(server, tool)
      return by ? [{ tool: `${server}/${tool}`, outcome: OUTCOMES[by.decision] ?? by.decision, by }] : []
    })
    for (const rule of all) {
      const by = winner(rule.server, rule.tool)
      if (by && by !== rule && by.rank >= rule.rank && !rule.isNarrowed)
        withoutEffect.push({ rule, why: `${by.rule} in ${by.scope} comes first` })
    }
    return { decisions: decisions.toSorted((a, b) => (a.tool < b.tool ? -1 : 1)), withoutEffect, notes }
  },
}
