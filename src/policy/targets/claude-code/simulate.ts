import { z } from 'zod'
import { readJson } from '../../core/read-text.ts'
import type { Decision, Verifier } from '../../core/simulation.ts'
import { claudeToolId } from './render.ts'

const lists = z.strictObject({
  deny: z.array(z.string()).optional(),
  ask: z.array(z.string()).optional(),
  allow: z.array(z.string()).optional(),
})
export const settingsSchema = z.looseObject({ permissions: lists })

const RULE = /^mcp__[A-Za-z0-9_-]+?(?:__[A-Za-z0-9_*-]+)?$/

/**
 * What Claude Code skips or reads otherwise than it is written: parentheses behind an MCP tool, and in `allow` a glob that
 * does not begin with one literal server.
 * Source: code.claude.com/docs/en/permissions, read 2026-11-20; SchemaStore issue 6349.
 */
export const claudeCodeVerifier: Verifier = {
  by: 'a restatement of the documented permission rules',
  namesServer: true,
  idOf: (tool) => claudeToolId('', tool),
  verify(text) {
    const { value, problems } = readJson(text, settingsSchema)
    if (!value) return problems
    for (const [list, rules] of Object.entries(value.permissions))
      for (const rule of rules ?? []) {
        if (/[()]/.test(rule)) problems.push(`permissions.${list}: "${rule}" has parentheses and is skipped`)
        else if (!RULE.test(rule)) problems.push(`permissions.${list}: "${rule}" matches no MCP tool`)
        else if (list === 'allow' && /^mcp__[^_]*\*/.test(rule))
          problems.push(`permissions.allow: "${rule}" begins with a glob and is skipped`)
      }
    return problems
  },
  load: (text, serverKey) => {
    const { permissions } = settingsSchema.parse(JSON.parse(text))
    return (tool, _args, _counters, key = serverKey) => decide(permissions, claudeToolId(key, tool))
  },
}

/** As {@link claudeCodeVerifier}, for a file that must also switch off the rules of people and projects. */
export const claudeCodeManagedVerifier: Verifier = {
  ...claudeCodeVerifier,
  verify: (text, known, serverKey) => [
    ...claudeCodeVerifier.verify(text, known, serverKey),
    ...readJson(text, z.looseObject({ allowManagedPermissionRulesOnly: z.literal(true) })).problems,
  ],
}

/** Deny, then ask, then allow; a denied tool is missing from the list that the model sees. */
export function decide({ deny = [], ask = [], allow = [] }: z.output<typeof lists>, id: string): Decision {
  const matches = (rule: string) =>
    new RegExp(
      `^${rule
        .split('*')
        .map((part) => part.replace(/[^\w-]/g, '\\$&'))
        .join('.*')}$`,
    ).test(id)
  if (deny.some(matches)) return 'hide'
  if (ask.some(matches)) return 'ask'
  return allow.some(matches) ? 'pass' : 'unset'
}
