import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import { type Call, type Mentions, membersBeside, type Simulate, simulation } from '../../core/simulation.ts'
import { claudeToolId } from './permissions.ts'

const lists = z.strictObject({
  deny: z.array(z.string()).optional(),
  ask: z.array(z.string()).optional(),
  allow: z.array(z.string()).optional(),
})
/** Settings, as far as they are about permissions. */
export const settingsSchema = z.looseObject({ permissions: lists })

const RULE = /^mcp__(?:\*|[A-Za-z0-9_-]+?(?:__[A-Za-z0-9_*-]+)?)$/

/**
 * Reads settings by a schema. What Claude Code skips or reads otherwise than it is written is a problem: parentheses behind an
 * MCP tool, and in `allow` a glob that does not begin with one literal server.
 * Source: code.claude.com/docs/en/permissions, read 2026-11-20; SchemaStore issue 6349.
 */
export const simulateSettings =
  (schema: typeof settingsSchema, members: readonly string[] = []): Simulate =>
  (text, { serverKey }) => {
    const { value, problems } = readJson(text, schema)
    if (!value) return { problems }
    for (const [list, rules] of Object.entries(value.permissions))
      for (const rule of rules ?? []) {
        if (/[()]/.test(rule)) problems.push(`permissions.${list}: "${rule}" has parentheses and is skipped`)
        else if (!RULE.test(rule)) problems.push(`permissions.${list}: "${rule}" matches no MCP tool`)
        else if (list === 'allow' && /^mcp__[^_]*\*/.test(rule))
          problems.push(`permissions.allow: "${rule}" begins with a glob and is skipped`)
      }
    return simulation(problems, () => ({
      call: callBy(value.permissions, serverKey),
      mentions: () => ({
        ...mentionsOf(
          Object.values(value.permissions).flatMap((rules) => rules ?? []),
          serverKey,
        ),
        extra: membersBeside(value, ['$schema', 'permissions', ...members]),
      }),
    }))
  }

/** The settings of a person or a project. */
export const simulateClaudeCode = simulateSettings(settingsSchema)

/** Deny, then ask, then allow; a denied tool is missing from the list that the model sees. A server alone is all of its tools. */
function callBy({ deny = [], ask = [], allow = [] }: z.output<typeof lists>, serverKey: string): Call {
  const [isDenied, isAsked, isAllowed] = [matcher(deny), matcher(ask), matcher(allow)]
  return (tool, _args, _counters, key = serverKey) => {
    const ids = [claudeToolId(key, tool), claudeToolId(key, '').slice(0, -2)]
    if (ids.some(isDenied)) return 'hide'
    if (ids.some(isAsked)) return 'ask'
    return ids.some(isAllowed) ? 'pass' : 'unset'
  }
}

/** A rule without a tool, or with a star, matches more than it names. */
function mentionsOf(rules: readonly string[], serverKey: string): Pick<Mentions, 'named' | 'open'> {
  const own = claudeToolId(serverKey, '')
  const isOpen = (rule: string) => rule.includes('*') || !/^mcp__.+?__./.test(rule)
  return {
    named: rules
      .filter((rule) => !isOpen(rule))
      .map((rule) => {
        if (rule.startsWith(own)) return { tool: rule.slice(own.length), server: serverKey }
        const [, server = '', tool = ''] = /^mcp__(.+?)__(.+)$/.exec(rule) ?? []
        return { tool, server }
      }),
    open: rules.filter(isOpen),
  }
}

/** Whether one of the rules matches a name; a star stands for any characters. */
function matcher(rules: readonly string[]): (id: string) => boolean {
  const exact = new Set(rules)
  const globs = rules
    .filter((rule) => rule.includes('*'))
    .map(
      (rule) =>
        new RegExp(
          `^${rule
            .split('*')
            .map((part) => part.replace(/[^\w-]/g, '\\$&'))
            .join('.*')}$`,
        ),
    )
  return (id) => exact.has(id) || globs.some((glob) => glob.test(id))
}
