/** The action's name of a tool: target and tool with three underscores between them. */
export const actionId = (serverKey: string, tool: string) => `${serverKey}___${tool}`
