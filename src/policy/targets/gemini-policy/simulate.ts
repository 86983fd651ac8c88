import { parse } from 'smol-toml'
import { z } from 'zod'
import { readToml } from '../../core/read-text.ts'
import type { Verifier } from '../../core/simulation.ts'
import { geminiServer } from './render.ts'

const ruleSchema = z.strictObject({
  mcpName: z.string().min(1),
  toolName: z.string().min(1),
  decision: z.enum(['allow', 'deny', 'ask_user']),
  priority: z.int().min(0).max(999),
  denyMessage: z.string().optional(),
})
/** A file of rules, as the loader takes it. */
export const geminiFileSchema = z.strictObject({ rule: z.array(ruleSchema).default([]) })

/**
 * The rule of the highest priority that matches decides; a tool that is denied whatever its arguments is not offered.
 * Source: google-gemini/gemini-cli, packages/core/src/policy/toml-loader.ts and policy-engine.ts, read 2026-11-20.
 */
export const geminiPolicyVerifier: Verifier = {
  by: 'smol-toml and a restatement of the engine’s loader and matching',
  namesServer: true,
  serverOf: geminiServer,
  verify(text) {
    const { value, problems } = readToml(text, geminiFileSchema)
    if (!value) return problems
    for (const { mcpName } of value.rule)
      if (mcpName.includes('_')) problems.push(`the server ${mcpName} holds an underscore, at which names are split`)
    const seen = new Map<string, string>()
    for (const { mcpName, toolName, decision, priority } of value.rule) {
      const key = JSON.stringify([mcpName, toolName, priority])
      if (seen.has(key) && seen.get(key) !== decision) problems.push(`${toolName} has two decisions of one priority`)
      seen.set(key, decision)
    }
    return problems
  },
  load: (text, serverKey) => {
    const rules = geminiFileSchema.parse(parse(text)).rule.toSorted((a, b) => b.priority - a.priority)
    return (tool, _args, _counters, key = serverKey) => {
      const found = rules.find(
        ({ mcpName, toolName }) => mcpName === geminiServer(key) && (toolName === tool || toolName === '*'),
      )
      return found ? ({ allow: 'pass', deny: 'hide', ask_user: 'ask' } as const)[found.decision] : 'unset'
    }
  },
}
