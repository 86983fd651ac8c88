import type { ModuleCode } from '../../core/typescript-module.ts'

/**
 * The code around the rules for the AI SDK: `toolApproval` as a map. As one function it would also decide about tools without a
 * rule, and override their own `needsApproval`.
 */
export const aiSdkModule: ModuleCode = {
  imports: () => "import type { ToolSet } from 'ai'",
  main: (refuses) => `/**
 * Gives the tools of this server that the model is offered, and the approval of their calls, both for generateText, streamText
 * and ToolLoopAgent. A tool without a rule has no entry there, so an approval of its own still holds.
 */
export function withPolicy(tools: ToolSet) {
  const offered = Object.entries(tools).filter(([name]) => (rules.get(name) ?? unlisted).effect !== 'hide')
  const own = [...rules].filter(([name]) => Object.hasOwn(tools, name))
  return {
    tools: Object.fromEntries(offered) as ToolSet,
    toolApproval: Object.fromEntries(
      own.map(([name, rule]) => [
        name,
        (${refuses ? 'input: unknown' : ''}) => {
          if (rule.effect === 'ask') return { type: 'user-approval' as const }
          if (rule.effect !== 'allow') return { type: 'denied' as const, reason: rule.reason ?? 'No rule allows this tool.' }
${
  refuses
    ? `          const reason = refusal(name, rule, input)
          return reason === undefined ? { type: 'approved' as const } : { type: 'denied' as const, reason }`
    : "          return { type: 'approved' as const }"
}
        },
      ]),
    ),
  }
}`,
}
