import { z } from 'zod'
import { readToml } from '../../core/read-text.ts'
import { type Call, type Simulate, simulation } from '../../core/simulation.ts'
import { DEFAULT_PRIORITY, PRIORITY } from './render.ts'
import { geminiServer } from './server-name.ts'

const ruleSchema = z.strictObject({
  mcpName: z.string().min(1),
  toolName: z.string().min(1),
  decision: z.enum(['allow', 'deny', 'ask_user']),
  priority: z.int().min(0).max(999),
  denyMessage: z.string().optional(),
})
type GeminiRule = z.output<typeof ruleSchema>
/** A file of rules, as the loader takes it. */
export const geminiFileSchema = z.strictObject({ rule: z.array(ruleSchema).default([]) })

const DECISIONS = { allow: 'pass', deny: 'hide', ask_user: 'ask' } as const

/**
 * The rule of the highest priority that matches decides; a tool that is denied whatever its arguments is not offered.
 * Source: google-gemini/gemini-cli, packages/core/src/policy/toml-loader.ts and policy-engine.ts, read 2026-11-20.
 */
export const simulateGeminiPolicy: Simulate = (text, { serverKey }) => {
  const { value, problems } = readToml(text, geminiFileSchema)
  if (!value) return { problems }
  for (const { mcpName } of value.rule)
    if (mcpName.includes('_')) problems.push(`the server ${mcpName} holds an underscore, at which names are split`)
  const seen = new Map<string, string>()
  for (const { mcpName, toolName, decision, priority } of value.rule) {
    const key = JSON.stringify([mcpName, toolName, priority])
    if (seen.has(key) && seen.get(key) !== decision) problems.push(`${toolName} has two decisions of one priority`)
    seen.set(key, decision)
  }
  return simulation(problems, () => ({
    call: callBy(value.rule, serverKey),
    mentions: () => ({
      named: value.rule.flatMap(({ mcpName, toolName }) =>
        toolName.includes('*') ? [] : [{ tool: toolName, server: mcpName }],
      ),
      open: value.rule.flatMap(({ mcpName, toolName }) => {
        const isOpen = mcpName.includes('*') || (toolName.includes('*') && toolName !== '*')
        return isOpen || mcpName !== geminiServer(serverKey) ? [`${mcpName} ${toolName}`] : []
      }),
      extra: value.rule.flatMap(({ toolName, priority }) =>
        priority === (toolName === '*' ? DEFAULT_PRIORITY : PRIORITY)
          ? []
          : [`${toolName} has the priority ${priority}`],
      ),
    }),
  }))
}

function callBy(rules: readonly GeminiRule[], serverKey: string): Call {
  const keyOf = (server: string, tool: string) => JSON.stringify([server, tool])
  // The first of several rules with the highest priority counts, whether it names the tool or all of them.
  const first = new Map<string, { place: number; decision: GeminiRule['decision'] }>()
  for (const [place, { mcpName, toolName, decision }] of rules.toSorted((a, b) => b.priority - a.priority).entries()) {
    const key = keyOf(mcpName, toolName)
    if (!first.has(key)) first.set(key, { place, decision })
  }
  return (tool, _args, _counters, key = serverKey) => {
    const matching = [tool, '*'].flatMap((name) => first.get(keyOf(geminiServer(key), name)) ?? [])
    const [found] = matching.toSorted((a, b) => a.place - b.place)
    return found ? DECISIONS[found.decision] : 'unset'
  }
}
