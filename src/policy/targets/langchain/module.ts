import type { ModuleCode } from '../../core/typescript-module.ts'

/**
 * The code around the rules for LangChain. Its middleware only asks, so denied tools are taken out of the list, and a second
 * middleware refuses calls by their arguments and number.
 */
export const langchainModule: ModuleCode = {
  imports: (refuses) =>
    refuses
      ? "import { createMiddleware, humanInTheLoopMiddleware, ToolMessage } from 'langchain'"
      : "import { humanInTheLoopMiddleware } from 'langchain'",
  main: (refuses) => `/**
 * Gives the tools of this server that the model is offered, and the middleware for createAgent, which also needs a checkpointer.
 * @param prefix what the MCP client puts before the names of the tools, such as "shop__"; nothing where it puts nothing.
 */
export function withPolicy<T extends { name: string }>(tools: readonly T[], prefix = '') {
  const bare = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name)
  const own = new Map(tools.map(({ name }) => [name, rules.get(bare(name)) ?? unlisted]))
  const decisions: { allowedDecisions: ('approve' | 'reject')[] } = { allowedDecisions: ['approve', 'reject'] }
  const interruptOn = Object.fromEntries(
    [...own].flatMap(([name, { effect }]) => {
      if (effect === 'ask') return [[name, decisions]]
      // LangChain would ask about a tool without an entry that has the name of a method, such as toString.
      return name in {} ? [[name, { ...decisions, when: () => false }]] : []
    }),
  )
  return {
    tools: tools.filter(({ name }) => ['allow', 'ask'].includes(own.get(name)?.effect ?? '')),
    interruptOn,
    middleware: [
      humanInTheLoopMiddleware({ interruptOn }),
${
  refuses
    ? `      createMiddleware({
        name: \`Policy of \${[...own.keys()].join(', ')}\`,
        wrapToolCall(request, handler) {
          const { id = '', name, args } = request.toolCall
          const rule = own.get(name)
          const reason = rule && refusal(name, rule, args)
          if (reason === undefined) return handler(request)
          return new ToolMessage({ content: reason, tool_call_id: id, status: 'error' })
        },
      }),
`
    : ''
}    ],
  }
}`,
}
