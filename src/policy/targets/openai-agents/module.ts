import type { ModuleCode } from '../../core/typescript-module.ts'

/**
 * The code around the rules for the OpenAI Agents SDK. Its own filter cannot ask, and reads an empty list of allowed tools as
 * all of them. Its function tools have other names than the tools of the server, because every character beyond letters and
 * digits becomes an underscore; so rules are looked up before the conversion.
 */
export const openaiAgentsModule: ModuleCode = {
  imports: () => "import { type FunctionTool, type MCPServer, mcpToFunctionTool } from '@openai/agents'",
  main: (
    refuses,
  ) => `/** Gives the tools of this server to an Agent, as its \`tools\`; do not give it the server in \`mcpServers\`. */
export async function toolsWithPolicy(server: MCPServer): Promise<FunctionTool<any, any, any>[]> {
  const listed = await server.listTools()
  return listed.flatMap((own): FunctionTool<any, any, any>[] => {
    const rule = rules.get(own.name) ?? unlisted
    if (rule.effect === 'hide' || rule.effect === 'deny') return []
    const tool: FunctionTool<any, any, any> = mcpToFunctionTool(own, server, false)
    return [
      {
        ...tool,
        needsApproval: async () => rule.effect === 'ask',
${
  refuses
    ? `        invoke: async (context, input, details) =>
          refusal(own.name, rule, JSON.parse(input || '{}')) ?? tool.invoke(context, input, details),
`
    : ''
}      },
    ]
  })
}`,
}
