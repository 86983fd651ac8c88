import type { Library, Outcome, TriedCall } from './library.ts'

/** The AI SDK: generateText with the tools and the approval that the module gives. Tried with ai 7.0.173. */
export const aiSdkLibrary: Library = { target: 'ai-sdk', label: 'AI SDK', package: 'ai', prepare }

type WithPolicy = (tools: object) => { tools: object; toolApproval: unknown }

async function prepare({ withPolicy }: Readonly<Record<string, unknown>>, names: readonly string[]) {
  const { dynamicTool, generateText, isStepCount, jsonSchema } = await import('ai')
  const { MockLanguageModelV4 } = await import('ai/test')
  const called = new Set<string>()
  const all = names.map((name) => [
    name,
    dynamicTool({
      description: 'A tool.',
      inputSchema: jsonSchema({ type: 'object' }),
      execute: async () => called.add(name) && 'called',
    }),
  ])
  const { tools, toolApproval } = (withPolicy as WithPolicy)(Object.fromEntries(all))
  return async (tried: TriedCall): Promise<Outcome> => {
    called.clear()
    let isOffered: boolean | undefined
    let answer = ''
    const model = new MockLanguageModelV4({
      doGenerate: async ({ tools: own = [], prompt }) => {
        const asks = isOffered === undefined && own.some(({ name }) => name === tried.tool)
        isOffered ??= asks
        answer = JSON.stringify(prompt.at(-1))
        const input = JSON.stringify(tried.args)
        return {
          content: asks
            ? [{ type: 'tool-call', toolCallId: 'c', toolName: tried.tool, input }]
            : [{ type: 'text', text: 'done' }],
          finishReason: { unified: asks ? 'tool-calls' : 'stop', raw: '' },
          usage: { inputTokens: { total: 1 }, outputTokens: { total: 1 } } as never,
          warnings: [],
        }
      },
    })
    const options = { model, tools, toolApproval, prompt: 'go', stopWhen: isStepCount(3) }
    const { steps } = await generateText(options as never)
    if (!isOffered) return 'hide'
    if (called.has(tried.tool)) return 'pass'
    const parts = steps.flatMap(({ content }) => content as { type: string; isAutomatic?: boolean }[])
    if (parts.some(({ type, isAutomatic }) => type === 'tool-approval-request' && !isAutomatic)) return 'ask'
    if (answer.includes('execution-denied')) return 'deny'
    throw new Error(`the AI SDK neither calls ${tried.tool} nor says why: ${answer}`)
  }
}
