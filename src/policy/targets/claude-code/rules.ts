import type { DocumentNode, Span } from '../../core/document.ts'
import { type JsonKind, jsonRoot, permissionLists } from '../../core/json-settings.ts'
import type { Report } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'

/** The lists of rules, the strongest first. */
export const LISTS = ['deny', 'ask', 'allow'] as const
export type ListName = (typeof LISTS)[number]

/** One rule where it is written. */
export interface WrittenRule {
  list: ListName
  rule: string
  at: Span
  index: number
  node: DocumentNode
}

/** Settings as rules of the linter see them. */
export interface ClaudeSettings {
  root: DocumentNode
  rules: WrittenRule[]
}

const KIND: JsonKind = 'strict'

/**
 * Reads settings as Claude Code does: plain JSON. Tried with 2.1.329, which loads nothing of a file with comments or a comma
 * after the last entry ("Invalid or malformed JSON").
 */
export function readClaudeSettings(source: PolicyText): ClaudeSettings | { problems: readonly Report[] } {
  const read = jsonRoot(source, KIND, 'Claude Code')
  if ('problems' in read) return read
  const { root } = read
  const found = permissionLists(root, LISTS)
  if ('problems' in found) return found
  const rules = found.entries.map(({ list, text, node, index, holder }) => ({
    list,
    rule: text,
    at: node,
    index,
    node: holder,
  }))
  return { root, rules }
}

/**
 * What Claude Code says it skips; undefined for a rule that it takes. In allow, a glob comes after a literal server; tried with
 * 2.1.329 for 40 rules in each list.
 */
export function skippedRule({
  list,
  rule,
}: Pick<WrittenRule, 'list' | 'rule'>): 'parentheses' | 'allow-glob' | undefined {
  if (/^mcp__/.test(rule) && /[()]/.test(rule)) return 'parentheses'
  if (list !== 'allow' || !rule.includes('*')) return undefined
  if (!rule.startsWith('mcp__')) return /^(?!mcp_)[A-Za-z]*\*$/.test(rule) ? 'allow-glob' : undefined
  const [server = '', tool] = rule.slice('mcp__'.length).split('__')
  return tool === undefined || server === '*' ? 'allow-glob' : undefined
}

/** Whether everything that one rule matches is matched by another, too; both are about MCP tools. */
export function covers(wide: string, narrow: string): boolean {
  if (wide === narrow || wide === '*') return true
  const star = wide.indexOf('*')
  if (star < 0) return narrow.startsWith(`${wide}__`) && !wide.slice('mcp__'.length).includes('__')
  return star === wide.length - 1 && narrow.startsWith(wide.slice(0, -1))
}

/** Rules with a star, or of a whole server, that are compared one by one; no file that people wrote has more. */
const MAX_WIDE = 200

/** Rules about MCP tools with what belongs to them. Those of one tool are found by their name. */
export class RuleIndex<T> {
  readonly #exact = new Map<string, T>()
  readonly #wide: { rule: string; value: T }[] = []

  /** Adds a rule, unless it is there. */
  add(rule: string, value: T): void {
    if (this.#exact.has(rule)) return
    this.#exact.set(rule, value)
    const isWide = rule.includes('*') || !rule.slice('mcp__'.length).includes('__')
    if (isWide && this.#wide.length < MAX_WIDE) this.#wide.push({ rule, value })
  }

  /** What belongs to a rule that matches everything that this one matches. */
  over(rule: string): T | undefined {
    return this.#exact.get(rule) ?? this.#wide.find((wide) => covers(wide.rule, rule))?.value
  }
}
