import type { Library, TriedCall } from './library.ts'

/** LangChain: an agent with the tools and the middleware that the module gives. Tried with langchain 1.5.14. */
export const langchainLibrary: Library = { target: 'langchain', label: 'LangChain', package: 'langchain', call }

type WithPolicy = (tools: readonly { name: string }[]) => { tools: { name: string }[]; middleware: unknown[] }

interface State {
  messages: { type: string; status?: string }[]
}

async function call({ withPolicy }: Readonly<Record<string, unknown>>, names: readonly string[], tried: TriedCall) {
  const { AIMessage, createAgent, DynamicStructuredTool } = await import('langchain')
  const { BaseChatModel } = await import('@langchain/core/language_models/chat_models')
  const { MemorySaver } = await import('@langchain/langgraph')
  const called = new Set<string>()
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
  if (!tools.some(({ name }) => name === tried.tool)) return 'hide' as const
  class Scripted extends BaseChatModel {
    turns = 0
    override _llmType() {
      return 'scripted'
    }
    override bindTools() {
      return this as never
    }
    override async _generate() {
      const asks = this.turns++ === 0
      const message = asks
        ? new AIMessage({
            content: '',
            tool_calls: [{ id: 'c', type: 'tool_call', name: tried.tool, args: tried.args }],
          })
        : new AIMessage('done')
      return { generations: [{ text: '', message }] }
    }
  }
  const agent = createAgent({
    model: new Scripted({}),
    tools: tools as never,
    middleware: middleware as never,
    checkpointer: new MemorySaver(),
  })
  const run = { configurable: { thread_id: 'a' } }
  const state: State = await agent.invoke({ messages: [{ role: 'user', content: 'go' }] } as never, run)
  if ('__interrupt__' in state) return called.size === 0 ? ('ask' as const) : ('pass' as const)
  if (called.has(tried.tool)) return 'pass' as const
  if (state.messages.some(({ type, status }) => type === 'tool' && status === 'error')) return 'deny' as const
  throw new Error(`LangChain neither calls ${tried.tool} nor says why`)
}
