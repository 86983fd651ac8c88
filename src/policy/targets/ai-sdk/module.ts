import type { ModuleCode } from '../../core/typescript-module.ts'

/** The code around the rules for the AI SDK: `toolApproval` as one function, so that it also decides about unlisted tools. */
export const aiSdkModule: ModuleCode = {
  imports: () => "import type { ToolSet } from 'ai'",
  main: (refuses) => `/**
 * Gives the tools of this server that the model is offered, and the approval of their calls, both for generateText, streamText
 * and ToolLoopAgent. The approval of a tool of another server is undefined.
 */
export function withPolicy(tools: ToolSet) {
  const ruleOf = (name: string) => rules.get(name) ?? unlisted
  return {
    tools: Object.fromEntries(Object.entries(tools).filter(([name]) => ruleOf(name).effect !== 'hide')) as ToolSet,
    toolApproval({ toolCall }: { toolCall: { toolName: string; input: unknown } }) {
      if (!Object.hasOwn(tools, toolCall.toolName)) return undefined
      const rule = ruleOf(toolCall.toolName)
      if (rule.effect === 'ask') return { type: 'user-approval' as const }
      if (rule.effect !== 'allow') return { type: 'denied' as const, reason: rule.reason ?? 'No rule allows this tool.' }
${
  refuses
    ? `      const reason = refusal(toolCall.toolName, rule, toolCall.input)
      return reason === undefined ? { type: 'approved' as const } : { type: 'denied' as const, reason }`
    : "      return { type: 'approved' as const }"
}
    },
  }
}`,
}
