import type { Capabilities } from '../../core/capabilities.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import type { Limitation, SnippetEffect } from '../../core/snippet.ts'

/** What permission rules can do, in every file that holds them. */
export const CAPABILITIES: Capabilities = { ask: true, hide: true, denyHides: true, limits: false, conditions: false }

/** The name that Claude Code gives a tool. */
export function claudeToolId(serverKey: string, tool: string): string {
  return `mcp__${claudeName(serverKey)}__${claudeName(tool)}`
}

/** How it writes the key of a server and the name of a tool. */
export const claudeName = (name: string) => name.replace(/[^A-Za-z0-9_-]/g, '_')

/** How it names tools, and what that means for two whose names differ in other characters. */
export const TOOL_NAMES = {
  idOf: (tool: string, serverKey: string) => claudeToolId(serverKey, tool),
  shared:
    'Claude Code writes every character beyond letters, digits, underscore and hyphen as an underscore. Two tools then have the same name, and the stricter rule applies to both.',
}

/** What it does where unlisted tools were to be refused. */
export const ASKS_ABOUT_UNLISTED: Limitation = {
  what: 'Claude Code cannot deny unlisted tools without denying the listed ones. It asks about them in its mode “default”. In “auto”, where sessions on every plan start since 2.1.283, a classifier decides about them, and in “bypassPermissions” they run.',
  excuses: [{ kind: 'unlisted', does: 'allow' }],
}

/** The three lists of permission rules; an empty one is left out. */
export function permissionLists(rules: readonly LoweredRule[], serverKey: string): Record<string, string[]> {
  const listed = (wanted: SnippetEffect) =>
    rules.flatMap(({ rule, effect }) => (effect === wanted ? [claudeToolId(serverKey, rule.tool)] : []))
  const lists = { deny: listed('hide'), ask: listed('ask'), allow: listed('allow') }
  return Object.fromEntries(Object.entries(lists).filter(([, ids]) => ids.length > 0))
}
