import type { Library, TriedCall } from './library.ts'

/** The OpenAI Agents SDK: a run of an Agent with the tools that the module gives. Tried with @openai/agents 0.20.0. */
export const openaiAgentsLibrary: Library = {
  target: 'openai-agents',
  label: 'OpenAI Agents SDK',
  package: '@openai/agents',
  call,
}

type ToolsWithPolicy = (server: object) => Promise<{ name: string; description: string }[]>

// The SDK changes names, so a tool is known again by its description.
const DESCRIPTION = 'A tool called '

async function call(
  { toolsWithPolicy }: Readonly<Record<string, unknown>>,
  names: readonly string[],
  tried: TriedCall,
) {
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
  const own = tools.find(({ description }) => description === DESCRIPTION + tried.tool)
  if (!own) return 'hide' as const
  let answer: string | undefined
  const model = {
    async getResponse({ input }: { input: unknown }) {
      const first = answer === undefined
      answer = JSON.stringify(input)
      const message = { type: 'output_text', text: 'done' }
      const output = first
        ? {
            type: 'function_call',
            callId: 'c',
            name: own.name,
            arguments: JSON.stringify(tried.args),
            status: 'completed',
          }
        : { type: 'message', role: 'assistant', id: 'm', status: 'completed', content: [message] }
      return { usage: new Usage(), responseId: 'r', output: [output] }
    },
    async *getStreamedResponse() {},
  }
  const agent = new Agent({ name: 'a', model: model as never, tools: [own] as never })
  const { interruptions = [] } = await new Runner({ tracingDisabled: true }).run(agent, 'go')
  if (interruptions.length > 0) return called.size === 0 ? ('ask' as const) : ('pass' as const)
  if (called.has(tried.tool)) return 'pass' as const
  if (answer?.includes('function_call_result')) return 'deny' as const
  throw new Error(`the OpenAI Agents SDK neither calls ${tried.tool} nor says why: ${answer}`)
}
