import { type IdentifiedCall, inRuns, type Library, type Outcome } from './library.ts'

/** The OpenAI Agents SDK: a run of an Agent with the tools that the module gives. Tried with @openai/agents 0.20.0. */
export const openaiAgentsLibrary: Library = {
  target: 'openai-agents',
  label: 'OpenAI Agents SDK',
  package: '@openai/agents',
  prepare,
}

type ToolsWithPolicy = (server: object) => Promise<FunctionTool[]>

// The SDK changes names, so a tool is known again by its description.
const DESCRIPTION = 'A tool called '

async function prepare({ toolsWithPolicy }: Readonly<Record<string, unknown>>, names: readonly string[]) {
  const { Agent, Runner, setTracingDisabled, Usage } = await import('@openai/agents')
  setTracingDisabled(true)
  let executions = 0
  const inputSchema = { type: 'object', properties: {}, required: [], additionalProperties: false }
  const server = {
    name: 'shop',
    cacheToolsList: false,
    connect: async () => {},
    close: async () => {},
    invalidateToolsCache: async () => {},
    listTools: async () => names.map((name) => ({ name, description: DESCRIPTION + name, inputSchema })),
    callTool: async () => [{ type: 'text', text: executionText(executions++) }],
  }
  const tools = await (toolsWithPolicy as ToolsWithPolicy)(server)
  const toolOf = new Map(tools.map((own) => [own.description.slice(DESCRIPTION.length), own]))
  return inRuns(async (calls) => {
    const { hidden, asked } = answerable(calls, toolOf)
    if (asked.length === 0) return new Map(hidden)
    let isFirst = true
    const model = {
      async getResponse() {
        const own = asked.map(({ id, args, own }) => ({
          type: 'function_call',
          callId: id,
          name: own.name,
          arguments: JSON.stringify(args),
        }))
        const message = {
          type: 'message',
          role: 'assistant',
          id: 'm',
          content: [{ type: 'output_text', text: 'done' }],
        }
        const output = (isFirst ? own : [message]).map((one) => ({ ...one, status: 'completed' }))
        isFirst = false
        return { usage: new Usage(), responseId: 'r', output }
      },
      async *getStreamedResponse() {},
    }
    const before = executions
    const agent = new Agent({
      name: 'a',
      model: model as never,
      tools: [...new Set(asked.map(({ own }) => own))] as never,
    })
    const { interruptions = [], newItems } = await new Runner({ tracingDisabled: true }).run(agent, 'go')
    const asking = new Set(interruptions.map(({ rawItem }) => (rawItem as Item).callId))
    const outputs = new Map(
      newItems.flatMap(({ type, rawItem }) =>
        type === 'tool_call_output_item' ? [[(rawItem as Item).callId, JSON.stringify((rawItem as Item).output)]] : [],
      ),
    )
    const executed = Array.from({ length: executions - before }, (_, index) => executionText(before + index))
    return new Map([
      ...hidden,
      ...asked.flatMap(({ id }): [string, Outcome][] => {
        if (asking.has(id)) return [[id, 'ask']]
        const output = outputs.get(id)
        if (output === undefined) return []
        const [, text] = EXECUTED.exec(output) ?? []
        return [[id, text !== undefined && executed.includes(text) ? 'pass' : 'deny']]
      }),
    ])
  })
}

interface Item {
  callId?: string
  output?: unknown
}

const executionText = (number: number) => `This is execution ${number}.`
const EXECUTED = /(This is execution \d+\.)/

interface FunctionTool {
  name: string
  description: string
}

// The SDK compares each call of a run with all others.
const MAX_CALLS_IN_A_RUN = 8

/** Calls of tools that the model is not offered, and those that it can make in one run: several tools can have one name here. */
function answerable(calls: readonly IdentifiedCall[], toolOf: ReadonlyMap<string, FunctionTool>) {
  const hidden: [string, Outcome][] = []
  const asked: (IdentifiedCall & { own: FunctionTool })[] = []
  const named = new Map<string, FunctionTool>()
  for (const call of calls) {
    const own = toolOf.get(call.tool)
    if (!own) hidden.push([call.id, 'hide'])
    else if (asked.length < MAX_CALLS_IN_A_RUN && (named.get(own.name) ?? own) === own) {
      named.set(own.name, own)
      asked.push({ ...call, own })
    }
  }
  return { hidden, asked }
}
