import { z } from 'zod'
import { readToml } from '../../core/read-text.ts'
import { type Call, type Simulate, simulation } from '../../core/simulation.ts'
import { isTakenPattern } from './args-pattern.ts'
import { DEFAULT_PRIORITY, OTHERWISE_PRIORITY, PRIORITY } from './render.ts'
import { geminiServer } from './server-name.ts'

const ruleSchema = z.strictObject({
  mcpName: z.string().min(1),
  toolName: z.string().min(1),
  argsPattern: z.string().refine(isTakenPattern, 'is no pattern that the loader takes').optional(),
  decision: z.enum(['allow', 'deny', 'ask_user']),
  priority: z.int().min(0).max(999),
  denyMessage: z.string().optional(),
})
type GeminiRule = z.output<typeof ruleSchema>
/** A file of rules, as the loader takes it. */
const geminiFileSchema = z.strictObject({ rule: z.array(ruleSchema).default([]) })

/**
 * The rule of the highest priority that matches decides; a tool that is denied whatever its arguments is not offered.
 * Source: google-gemini/gemini-cli, packages/core/src/policy/toml-loader.ts and policy-engine.ts, read 2026-11-21.
 */
export const simulateGeminiPolicy: Simulate = (text, { serverKey }) => {
  const { value, problems } = readToml(text, geminiFileSchema)
  if (!value) return { problems }
  for (const { mcpName } of value.rule)
    if (mcpName.includes('_')) problems.push(`the server ${mcpName} holds an underscore, at which names are split`)
  const seen = new Map<string, string>()
  for (const { mcpName, toolName, argsPattern, decision, priority } of value.rule) {
    const key = JSON.stringify([mcpName, toolName, argsPattern, priority])
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
      extra: extraRules(value.rule),
    }),
  }))
}

/** Rules that no policy of ours has: with another priority, or several that look at the arguments of one tool. */
function extraRules(rules: readonly GeminiRule[]): string[] {
  const keyOf = ({ mcpName, toolName }: GeminiRule) => JSON.stringify([mcpName, toolName])
  const checking = Map.groupBy(
    rules.filter(({ argsPattern }) => argsPattern !== undefined),
    keyOf,
  )
  return rules.flatMap((rule) => {
    const { toolName, priority, argsPattern, decision } = rule
    const checks = checking.get(keyOf(rule))?.length ?? 0
    if (argsPattern !== undefined && (checks > 1 || decision !== 'allow'))
      return [`${toolName} has another rule for some arguments`]
    const wanted = checks > 0 && argsPattern === undefined ? OTHERWISE_PRIORITY : PRIORITY
    return priority === (toolName === '*' ? DEFAULT_PRIORITY : wanted)
      ? []
      : [`${toolName} has the priority ${priority}`]
  })
}

/** A rule with its place in the order in which rules are asked. */
interface Placed {
  place: number
  decision: GeminiRule['decision']
  pattern: RegExp | undefined
}

function callBy(rules: readonly GeminiRule[], serverKey: string): Call {
  const keyOf = (server: string, tool: string) => JSON.stringify([server, tool])
  const placed = rules
    .toSorted((a, b) => b.priority - a.priority)
    .map(({ mcpName, toolName, decision, argsPattern }, place) => ({
      key: keyOf(mcpName, toolName),
      rule: { place, decision, pattern: argsPattern === undefined ? undefined : new RegExp(argsPattern) },
    }))
  const byKey = Map.groupBy(placed, ({ key }) => key)
  return (tool, args, _counters, key = serverKey) => {
    const keys = [geminiServer(key), '*'].flatMap((server) => [keyOf(server, tool), keyOf(server, '*')])
    const matching = keys
      .flatMap((one) => byKey.get(one) ?? [])
      .map(({ rule }) => rule)
      .sort((a, b) => a.place - b.place)
    return decide(matching, stableText(args))
  }
}

function decide(rules: readonly Placed[], args: string): ReturnType<Call> {
  const found = rules.find(({ pattern }) => pattern?.test(args) ?? true)
  if (found?.decision === 'allow') return 'pass'
  if (found?.decision === 'ask_user') return 'ask'
  // A tool stays on the list as long as some arguments let it pass, or let somebody be asked.
  const certain = rules.find(({ pattern, decision }) => !pattern || decision !== 'deny')
  if (!found) return 'unset'
  return certain?.decision === 'deny' ? 'hide' : 'deny'
}

/**
 * Arguments as the engine's patterns see them: JSON with sorted keys, and a NUL before and after each pair at the top.
 * Source: google-gemini/gemini-cli 5411f113, packages/core/src/policy/stable-stringify.ts; as in 0.61.0.
 */
function stableText(value: unknown, isTop = true): string {
  if (value === undefined || value === null) return 'null'
  if (typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item) => stableText(item, false)).join(',')}]`
  const pairs = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const inside = (value as Record<string, unknown>)[key]
      if (inside === undefined) return []
      const pair = `${JSON.stringify(key)}:${stableText(inside, false)}`
      return [isTop ? `\0${pair}\0` : pair]
    })
  return `{${pairs.join(',')}}`
}
