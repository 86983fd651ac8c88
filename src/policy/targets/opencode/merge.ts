import { matchesGlob } from '../../core/glob.ts'
import type { KnownServers } from '../../core/linter.ts'
import type { Decision, MergedScopes, RulePlace, ScopeMerge } from '../../core/scope-merge.ts'
import { permissionKey } from './permission-key.ts'
import { PermissionIndex, readOpencode, type WrittenPermission } from './permission-rules.ts'

type Placed = WrittenPermission & { from: RulePlace }

const OUTCOMES = { allow: 'allowed', ask: 'asks', deny: 'hidden' } as const

/** Rules with stars that are looked through for each tool; the last ones, which decide. */
const MAX_GLOBS = 200

/**
 * The permission objects of all files become one. A stronger file changes the value of a key that a weaker one has, and the key
 * keeps its place there; new keys come behind. Then the last rule that matches decides, whichever file it is from.
 * Source: OpenCode 1.18.33, whose command debug config prints the merged file, tried on 2026-11-21.
 */
export const mergeOpencodeFiles: ScopeMerge = {
  scopes: [
    {
      id: 'managed',
      places: ['opencode.jsonc', 'opencode.json'].flatMap((name) => [
        `/etc/opencode/${name}`,
        `/Library/Application Support/opencode/${name}`,
        `C:/ProgramData/opencode/${name}`,
      ]),
    },
    { id: 'folder', places: ['.opencode/opencode.jsonc', '.opencode/opencode.json'] },
    { id: 'project', places: ['opencode.jsonc', 'opencode.json'] },
    {
      id: 'user',
      places: [
        '~/.config/opencode/opencode.jsonc',
        '~/.config/opencode/opencode.json',
        '~/.config/opencode/config.json',
      ],
    },
  ],
  decide(files, servers): MergedScopes {
    const withoutEffect: MergedScopes['withoutEffect'] = []
    const notes: string[] = []
    const keys = new Map<string, Map<string, Placed>>()
    const old = new Map<string, Placed>()
    let agents = 0
    for (const { scope, source } of files.toReversed()) {
      const read = readOpencode(source)
      if ('problems' in read) {
        notes.push(`${source.file || scope}: OpenCode refuses the file and does not start.`)
        continue
      }
      agents += read.agents.filter(({ rules }) => rules.length > 0).length
      const own = new Map<string, Placed[]>()
      for (const rule of read.rules) {
        const from: RulePlace = { scope, source, at: rule.at, rule: shown(rule) }
        if (rule.isOld) replace(old, rule.key, { ...rule, from }, withoutEffect)
        else {
          const rules = own.get(rule.key)
          if (rules) rules.push({ ...rule, from })
          else own.set(rule.key, [{ ...rule, from }])
        }
      }
      for (const [key, rules] of own) {
        const patterns = keys.get(key) ?? new Map<string, Placed>()
        // One action for all calls replaces patterns, and patterns replace it.
        if (isWhole(rules) || [...patterns.values()].some((rule) => isWhole([rule]))) {
          const names = new Set(rules.map(({ pattern }) => pattern))
          for (const [pattern, rule] of patterns) {
            if (names.has(pattern)) continue
            withoutEffect.push({ rule: rule.from, why: `${key} in ${scope} replaces it` })
            patterns.delete(pattern)
          }
        }
        for (const rule of rules) replace(patterns, rule.pattern, rule, withoutEffect)
        keys.set(key, patterns)
      }
    }
    for (const [key, rule] of old)
      if (keys.has(key)) withoutEffect.push({ rule: rule.from, why: `permission.${key} replaces it` })
    const rules = [...[...old].flatMap(([key, rule]) => (keys.has(key) ? [] : [rule]))]
    for (const patterns of keys.values()) rules.push(...patterns.values())
    withoutEffect.push(...overridden(rules))
    if (agents > 0) notes.push('Rules of agents come after all of these.')
    notes.push('OPENCODE_PERMISSION, an environment variable, comes after all files.')
    return { decisions: decisions(rules, servers), withoutEffect, notes }
  },
}

const shown = ({ key, pattern, action }: WrittenPermission) =>
  `${pattern === '*' ? key : `${key} ${pattern}`}: ${action}`

/** Whether a key has one action for all calls: its place is the key and not a pattern. */
const isWhole = (rules: readonly WrittenPermission[]) => rules.length === 1 && rules[0]?.isWhole === true

function replace(
  rules: Map<string, Placed>,
  name: string,
  rule: Placed,
  withoutEffect: MergedScopes['withoutEffect'],
): void {
  const weaker = rules.get(name)
  if (weaker) withoutEffect.push({ rule: weaker.from, why: `${rule.from.rule} in ${rule.from.scope} replaces it` })
  rules.set(name, rule)
}

function overridden(rules: readonly Placed[]): MergedScopes['withoutEffect'] {
  const later = new PermissionIndex()
  const places = new Map(rules.map((rule) => [rule as WrittenPermission, rule.from]))
  return rules.toReversed().flatMap((rule) => {
    const over = later.over(rule)
    later.add(rule)
    const by = over && places.get(over)
    return by && over.action !== rule.action
      ? [{ rule: rule.from, why: `${by.rule} in ${by.scope} comes after it` }]
      : []
  })
}

/** What becomes of the tools that rules name, and of those of servers that are known. */
function decisions(rules: readonly Placed[], servers: KnownServers): Decision[] {
  const all = rules.map((rule, place) => ({ ...rule, place })).filter(({ pattern }) => /^\*+$/.test(pattern))
  const isGlob = ({ key }: WrittenPermission) => /[*?]/.test(key)
  const globs = all.filter(isGlob).slice(-MAX_GLOBS)
  const exact = new Map(all.filter((rule) => !isGlob(rule)).map((rule) => [rule.key, rule]))
  const tools = new Set([
    ...exact.keys(),
    ...[...servers].flatMap(([server, names]) => (names ?? []).map((name) => permissionKey(server, name))),
  ])
  return [...tools].sort().flatMap((tool): Decision[] => {
    const matching = [
      ...globs.filter(({ key }) => matchesGlob(key, tool)),
      ...(exact.has(tool) ? [exact.get(tool)] : []),
    ]
    const by = matching.flatMap((rule) => rule ?? []).toSorted((a, b) => b.place - a.place)[0]
    return by ? [{ tool, outcome: OUTCOMES[by.action], by: by.from }] : []
  })
}
