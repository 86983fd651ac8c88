import { type IdentifiedCall, inRuns, type Library, type Outcome } from './library.ts'

/** The AI SDK: generateText with the tools and the approval that the module gives. Tried with ai 7.0.173. */
export const aiSdkLibrary: Library = { target: 'ai-sdk', label: 'AI SDK', package: 'ai', prepare }

type WithPolicy = (tools: object) => { tools: object; toolApproval: unknown }

interface Part {
  type: string
  isAutomatic?: boolean
  toolCall?: { toolCallId: string }
}

interface Message {
  role: string
  content: string | { type: string; toolCallId?: string; output?: { type: string } }[]
}

async function prepare({ withPolicy }: Readonly<Record<string, unknown>>, names: readonly string[]) {
  const { dynamicTool, generateText, isStepCount, jsonSchema } = await import('ai')
  const { MockLanguageModelV4 } = await import('ai/test')
  const executed = new Set<string>()
  const all = names.map((name) => [
    name,
    dynamicTool({
      description: 'A tool.',
      inputSchema: jsonSchema({ type: 'object' }),
      execute: async (_, { toolCallId }) => executed.add(toolCallId) && 'called',
    }),
  ])
  const { tools, toolApproval } = (withPolicy as WithPolicy)(Object.fromEntries(all))
  return inRuns(async (calls: readonly IdentifiedCall[]) => {
    let offered: ReadonlySet<string> | undefined
    let answer: Message | undefined
    const model = new MockLanguageModelV4({
      doGenerate: async ({ tools: own = [], prompt }) => {
        const names = new Set(own.map(({ name }) => name))
        const asked = offered ? [] : calls.filter(({ tool }) => names.has(tool))
        offered ??= names
        answer = prompt.at(-1) as Message
        const content = asked.map(({ id, tool, args }) => ({
          type: 'tool-call' as const,
          toolCallId: id,
          toolName: tool,
          input: JSON.stringify(args),
        }))
        return {
          content: content.length > 0 ? content : [{ type: 'text', text: 'done' }],
          finishReason: { unified: content.length > 0 ? 'tool-calls' : 'stop', raw: '' },
          usage: { inputTokens: { total: 1 }, outputTokens: { total: 1 } } as never,
          warnings: [],
        }
      },
    })
    const options = { model, tools, toolApproval, prompt: 'go', stopWhen: isStepCount(3) }
    const { steps } = await generateText(options as never)
    const parts = steps.flatMap(({ content }) => content as Part[])
    const asks = parts.filter(({ type, isAutomatic }) => type === 'tool-approval-request' && !isAutomatic)
    const asking = new Set(asks.map(({ toolCall }) => toolCall?.toolCallId))
    const results = typeof answer?.content === 'object' ? answer.content : []
    const denied = new Set(
      results.flatMap(({ toolCallId, output }) => (output?.type === 'execution-denied' ? [toolCallId] : [])),
    )
    return new Map(
      calls.flatMap(({ id, tool }): [string, Outcome][] => {
        if (!offered?.has(tool)) return [[id, 'hide']]
        if (executed.has(id)) return [[id, 'pass']]
        if (asking.has(id)) return [[id, 'ask']]
        return denied.has(id) ? [[id, 'deny']] : []
      }),
    )
  })
}
