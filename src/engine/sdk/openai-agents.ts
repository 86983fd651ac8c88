import type { Library, Outcome, TriedCall } from './library.ts'

/** The OpenAI Agents SDK: a run of an Agent with the tools that the module gives. Tried with @openai/agents 0.20.0. */
export const openaiAgentsLibrary: Library = {
  target: 'openai-agents',
  label: 'OpenAI Agents SDK',
  package: '@openai/agents',
  prepare,
}

type ToolsWithPolicy = (server: object) => Promise<{ name: string; description: string }[]>

// The SDK changes names, so a tool is known again by its description.
const DESCRIPTION = 'A tool called '

async function prepare({ toolsWithPolicy }: Readonly<Record<string, unknown>>, names: readonly string[]) {
  const { Agent, Runner, setTracingDisabled, Usage } = await import('@openai/agents')
  setTracingDisabled(true)
  const called = new Set<string>()
  const inputSchema = { type: 'object', properties: {}, required: [], additionalProperties: false }
  const server = {
    name: 'shop',
    cacheToolsList: false,
    connect: async () => {},
    close: async () => {},
    invalidateToolsCache: async () => {},
    listTools: async () => names.map((name) => ({ name, description: DESCRIPTION + name, inputSchema })),
    callTool: async (name: string) => called.add(name) && [{ type: 'text', text: 'called' }],
  }
  const tools = await (toolsWithPolicy as ToolsWithPolicy)(server)
  return async (tried: TriedCall): Promise<Outcome> => {
    called.clear()
    const own = tools.find(({ description }) => description === DESCRIPTION + tried.tool)
    if (!own) return 'hide'
    let answer: string | undefined
    const model = {
      async getResponse({ input }: { input: unknown }) {
        const asks = answer === undefined
        answer = JSON.stringify(input)
        const call = { type: 'function_call', callId: 'c', name: own.name, arguments: JSON.stringify(tried.args) }
        const message = {
          type: 'message',
          role: 'assistant',
          id: 'm',
          content: [{ type: 'output_text', text: 'done' }],
        }
        return { usage: new Usage(), responseId: 'r', output: [{ ...(asks ? call : message), status: 'completed' }] }
      },
      async *getStreamedResponse() {},
    }
    // Several tools can have one name here, of which a model can mean only one.
    const agent = new Agent({ name: 'a', model: model as never, tools: [own] as never })
    const { interruptions = [] } = await new Runner({ tracingDisabled: true }).run(agent, 'go')
    if (called.has(tried.tool)) return 'pass'
    if (interruptions.length > 0) return 'ask'
    if (answer?.includes('function_call_result')) return 'deny'
    throw new Error(`the OpenAI Agents SDK neither calls ${tried.tool} nor says why: ${answer}`)
  }
}
