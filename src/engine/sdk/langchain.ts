import type { Library, Outcome, TriedCall } from './library.ts'

/** LangChain: an agent with the tools and the middleware that the module gives. Tried with langchain 1.5.14. */
export const langchainLibrary: Library = { target: 'langchain', label: 'LangChain', package: 'langchain', prepare }

type WithPolicy = (tools: readonly { name: string }[]) => { tools: { name: string }[]; middleware: unknown[] }

interface State {
  messages: { type: string; status?: string }[]
}

async function prepare({ withPolicy }: Readonly<Record<string, unknown>>, names: readonly string[]) {
  const { AIMessage, createAgent, DynamicStructuredTool } = await import('langchain')
  const { BaseChatModel } = await import('@langchain/core/language_models/chat_models')
  const { MemorySaver } = await import('@langchain/langgraph')
  const called = new Set<string>()
  let next: TriedCall | undefined
  const all = names.map(
    (name) =>
      new DynamicStructuredTool({
        name,
        description: 'A tool.',
        schema: { type: 'object', properties: {}, additionalProperties: true },
        func: async () => called.add(name) && 'called',
      }),
  )
  const { tools, middleware } = (withPolicy as WithPolicy)(all)
  const offered = new Set(tools.map(({ name }) => name))
  class Scripted extends BaseChatModel {
    override _llmType() {
      return 'scripted'
    }
    override bindTools() {
      return this as never
    }
    override async _generate() {
      const message = next
        ? new AIMessage({ content: '', tool_calls: [{ id: 'c', type: 'tool_call', name: next.tool, args: next.args }] })
        : new AIMessage('done')
      next = undefined
      return { generations: [{ text: '', message }] }
    }
  }
  const agent = createAgent({
    model: new Scripted({}),
    tools: tools as never,
    middleware: middleware as never,
    checkpointer: new MemorySaver(),
  })
  let threads = 0
  return async (tried: TriedCall): Promise<Outcome> => {
    called.clear()
    if (!offered.has(tried.tool)) return 'hide'
    next = tried
    const run = { configurable: { thread_id: `${threads++}` } }
    const state: State = await agent.invoke({ messages: [{ role: 'user', content: 'go' }] } as never, run as never)
    if (called.has(tried.tool)) return 'pass'
    if ('__interrupt__' in state) return 'ask'
    if (state.messages.some(({ type, status }) => type === 'tool' && status === 'error')) return 'deny'
    throw new Error(`LangChain neither calls ${tried.tool} nor says why`)
  }
}
