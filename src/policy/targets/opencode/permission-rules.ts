import { at, type DocumentNode, type Member, memberOf, type Span, textOf } from '../../core/document.ts'
import { GlobIndex } from '../../core/glob-index.ts'
import { jsonRoot } from '../../core/json-settings.ts'
import type { Report } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'

export const ACTIONS = ['allow', 'ask', 'deny'] as const
export type Action = (typeof ACTIONS)[number]

/** One rule as it is written: of those that match a call, the last one decides. */
export interface WrittenPermission {
  key: string
  pattern: string
  action: Action
  /** The key, or the pattern where there is one. */
  at: Span
  /** The value. */
  value: DocumentNode
  /** Whether the key has this one action and no patterns. */
  isWhole?: true
  /** Whether it is an entry of the older member tools. */
  isOld?: true
}

/** The rules of one agent, which come after those of the file. */
export interface AgentRules {
  name: string
  rules: WrittenPermission[]
}

export interface OpencodeConfig {
  root: DocumentNode
  rules: WrittenPermission[]
  agents: AgentRules[]
}

/** Permissions of OpenCode’s own. The binary of 1.18.33 takes an action alone for some. */
export const OWN_KEYS = [
  'read',
  'edit',
  'glob',
  'grep',
  'list',
  'bash',
  'task',
  'external_directory',
  'todowrite',
  'todoread',
  'question',
  'webfetch',
  'websearch',
  'codesearch',
  'lsp',
  'doom_loop',
  'skill',
  'plan_enter',
  'plan_exit',
]
const WITHOUT_PATTERNS = ['todowrite', 'question', 'webfetch', 'websearch', 'doom_loop']

/** Reads a configuration as OpenCode 1.18.33 does: JSON with comments and trailing commas, and no other value than an action. */
export function readOpencode(source: PolicyText): OpencodeConfig | { problems: readonly Report[] } {
  const read = jsonRoot(source, 'jsonc', 'OpenCode')
  if ('problems' in read) return read
  const { root } = read
  const agentNodes = ['agent', 'mode'].flatMap((name) => at(root, name)?.members ?? [])
  const problems = [...permissionProblems(root), ...agentNodes.flatMap(({ node }) => permissionProblems(node))]
  if (problems.length > 0) return { problems }
  return {
    root,
    rules: [...oldRules(root), ...rulesOf(at(root, 'permission'))],
    agents: agentNodes.map(({ name, node }) => ({ name, rules: rulesOf(at(node, 'permission')) })),
  }
}

function permissionProblems(holder: DocumentNode): Report[] {
  const newer = memberOf(holder, 'permissions')
  if (newer) return [{ what: 'permissions is the form of OpenCode 2', at: newer.key }]
  const node = at(holder, 'permission')
  if (!node) return []
  const wrong = (value: DocumentNode, name: string): Report => ({
    what: `${value.value === undefined ? `a ${value.kind}` : JSON.stringify(value.value)} of ${name} is not one of ${ACTIONS.join(', ')}`,
    at: value,
  })
  if (!node.members) return isAction(node) ? [] : [wrong(node, 'permission')]
  return node.members.flatMap(({ name, node: value }) => {
    if (!value.members) return isAction(value) ? [] : [wrong(value, name)]
    if (WITHOUT_PATTERNS.includes(name)) return [{ what: `${name} takes one action and no patterns`, at: value }]
    return value.members.filter(({ node: own }) => !isAction(own)).map((own) => wrong(own.node, own.name))
  })
}

const isAction = (node: DocumentNode) => ACTIONS.some((action) => action === node.value)

/** The rules of one permission object, in their order; a key that appears twice keeps its place and its last value. */
export function rulesOf(node: DocumentNode | undefined): WrittenPermission[] {
  if (node && !node.members)
    return [{ key: '*', pattern: '*', action: textOf(node) as Action, at: node, value: node, isWhole: true }]
  return lastOfEach(node).flatMap(({ name, key, node: value }): WrittenPermission[] =>
    value.members
      ? lastOfEach(value).map((own) => ({
          key: name,
          pattern: own.name,
          action: own.node.value as Action,
          at: own.key,
          value: own.node,
        }))
      : [{ key: name, pattern: '*', action: value.value as Action, at: key, value, isWhole: true }],
  )
}

const lastOfEach = (node: DocumentNode | undefined): Member[] => [
  ...new Map(node?.members?.map((member) => [member.name, member])).values(),
]

/** The older member tools: its entries come before all permissions, and one with the same key replaces them. */
function oldRules(root: DocumentNode): WrittenPermission[] {
  return (at(root, 'tools')?.members ?? []).flatMap(({ name, key, node }): WrittenPermission[] =>
    typeof node.value === 'boolean'
      ? [
          {
            key: EDITS.includes(name) ? 'edit' : name,
            pattern: '*',
            action: node.value ? 'allow' : 'deny',
            at: key,
            value: node,
            isOld: true,
          },
        ]
      : [],
  )
}

/** Names of tools that the permission edit covers, so that a rule by their own name matches nothing. Tried with 1.18.33. */
export const EDITS = ['write', 'patch', 'multiedit', 'apply_patch']

/** Rules by key and pattern, to be found by a rule that they cover. */
export class PermissionIndex {
  readonly #keys = new GlobIndex<GlobIndex<WrittenPermission>>()
  readonly #own = new Map<string, GlobIndex<WrittenPermission>>()
  /** When each was added. */
  readonly #order = new Map<WrittenPermission, number>()

  /** Adds a rule, unless one with its key and pattern is there. */
  add(rule: WrittenPermission): void {
    this.#order.set(rule, this.#order.size)
    const known = this.#own.get(rule.key)
    const patterns = known ?? new GlobIndex<WrittenPermission>()
    if (!known) {
      this.#own.set(rule.key, patterns)
      this.#keys.add(rule.key, patterns)
    }
    patterns.add(rule.pattern, rule)
    // A star behind a blank also matches the words before it alone.
    if (rule.pattern.endsWith(' *')) patterns.add(rule.pattern.slice(0, -2), rule)
  }

  /** Of the rules that match everything that this one matches, the one that was added first. */
  over({ key, pattern }: Pick<WrittenPermission, 'key' | 'pattern'>): WrittenPermission | undefined {
    let first: WrittenPermission | undefined
    for (const patterns of this.#keys.allOver(key))
      for (const found of patterns.allOver(pattern))
        if (!first || (this.#order.get(found) ?? 0) < (this.#order.get(first) ?? 0)) first = found
    return first
  }
}
