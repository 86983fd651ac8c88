import { type IdentifiedCall, inRuns, type Library, type Outcome } from './library.ts'

/** LangChain: an agent with the tools and the middleware that the module gives. Tried with langchain 1.5.14. */
export const langchainLibrary: Library = { target: 'langchain', label: 'LangChain', package: 'langchain', prepare }

type WithPolicy = (tools: readonly { name: string }[]) => { tools: { name: string }[]; middleware: unknown[] }

/** What a tool is told beside its arguments, as far as the types do not say it. */
interface ToolConfig {
  toolCall?: { id?: string }
}

interface State {
  messages: { type: string; status?: string; tool_call_id?: string }[]
  __interrupt__?: { value: { actionRequests: { name: string }[] } }[]
}

async function prepare({ withPolicy }: Readonly<Record<string, unknown>>, names: readonly string[]) {
  const { AIMessage, createAgent, DynamicStructuredTool } = await import('langchain')
  const { BaseChatModel } = await import('@langchain/core/language_models/chat_models')
  const { MemorySaver } = await import('@langchain/langgraph')
  const executed = new Set<string | undefined>()
  let next: readonly IdentifiedCall[] = []
  const all = names.map(
    (name) =>
      new DynamicStructuredTool({
        name,
        description: 'A tool.',
        schema: { type: 'object', properties: {}, additionalProperties: true },
        func: async (_, __, config) => executed.add((config as ToolConfig | undefined)?.toolCall?.id) && 'called',
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
      const asked = next.map(({ id, tool: name, args }) => ({ id, type: 'tool_call' as const, name, args }))
      const message = asked.length > 0 ? new AIMessage({ content: '', tool_calls: asked }) : new AIMessage('done')
      next = []
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
  return inRuns(async (calls) => {
    const asked = calls.filter(({ tool }) => offered.has(tool))
    const hidden = calls.flatMap(({ id, tool }): [string, Outcome][] => (offered.has(tool) ? [] : [[id, 'hide']]))
    if (asked.length === 0) return new Map(hidden)
    next = asked
    const run = { configurable: { thread_id: `${threads++}` } }
    const state: State = await agent.invoke({ messages: [{ role: 'user', content: 'go' }] } as never, run as never)
    const requests = (state.__interrupt__ ?? []).flatMap(({ value }) => value.actionRequests)
    const refused = new Set(state.messages.flatMap((one) => (isRefusal(one) ? [one.tool_call_id] : [])))
    return new Map([
      ...hidden,
      ...asked.flatMap(({ id, tool }): [string, Outcome][] => {
        if (executed.has(id)) return [[id, 'pass']]
        // A request tells the tool and not the call.
        if (countOf(requests, tool) > 0 && countOf(requests, tool) === asked.filter((one) => one.tool === tool).length)
          return [[id, 'ask']]
        return refused.has(id) ? [[id, 'deny']] : []
      }),
    ])
  })
}

const isRefusal = ({ type, status }: State['messages'][number]) => type === 'tool' && status === 'error'

const countOf = (requests: readonly { name: string }[], tool: string) =>
  requests.filter(({ name }) => name === tool).length
