/** Stands in a list of allowed tools that would be empty, because an empty list allows every tool. No tool has such a name. */
export const NO_TOOL = 'no tool is allowed'
