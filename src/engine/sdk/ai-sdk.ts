import type { Library, Outcome, TriedCall } from './library.ts'

/** The AI SDK: generateText with the tools and the approval that the module gives. Tried with ai 7.0.173. */
export const aiSdkLibrary: Library = { target: 'ai-sdk', label: 'AI SDK', package: 'ai', call }

type WithPolicy = (tools: object) => { tools: object; toolApproval: unknown }

async function call({ withPolicy }: Readonly<Record<string, unknown>>, names: readonly string[], tried: TriedCall) {
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
  let offered: string[] | undefined
  let answer = ''
  const model = new MockLanguageModelV4({
    doGenerate: async ({ tools: own = [], prompt }) => {
      const usage = { inputTokens: { total: 1 }, outputTokens: { total: 1 } } as never
      const first = offered === undefined
      offered ??= own.map(({ name }) => name)
      if (!first) answer = JSON.stringify(prompt.at(-1))
      return first && offered.includes(tried.tool)
        ? {
            content: [{ type: 'tool-call', toolCallId: 'c', toolName: tried.tool, input: JSON.stringify(tried.args) }],
            finishReason: { unified: 'tool-calls', raw: '' },
            usage,
            warnings: [],
          }
        : { content: [{ type: 'text', text: 'done' }], finishReason: { unified: 'stop', raw: '' }, usage, warnings: [] }
    },
  })
  const options = { model, tools, toolApproval, prompt: 'go', stopWhen: isStepCount(3) }
  const { steps } = await generateText(options as never)
  return outcome()

  function outcome(): Outcome {
    if (!offered?.includes(tried.tool)) return 'hide'
    if (called.has(tried.tool)) return 'pass'
    const parts = steps.flatMap(({ content }) => content as { type: string; isAutomatic?: boolean }[])
    if (parts.some(({ type, isAutomatic }) => type === 'tool-approval-request' && !isAutomatic)) return 'ask'
    if (answer.includes('execution-denied')) return 'deny'
    throw new Error(`the AI SDK neither calls ${tried.tool} nor says why: ${answer}`)
  }
}
