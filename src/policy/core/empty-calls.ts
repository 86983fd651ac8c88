import type { OtherRequest } from './simulation.ts'

/**
 * Calls that leave their arguments out in another way: they must meet what a call with no argument meets.
 * @param passes whether a call passes, with these members beside the name of its tool.
 */
export const emptyCalls = (
  tools: readonly string[],
  passes: (tool: string, more: { arguments?: unknown }) => boolean,
): OtherRequest[] =>
  tools.flatMap((tool) => {
    const wanted = passes(tool, { arguments: {} }) ? 'pass' : 'deny'
    return [{}, { arguments: null }].map((more): OtherRequest => {
      const what = `a call of ${tool} ${'arguments' in more ? 'with null for arguments' : 'without the member arguments'}`
      return { what, wanted, meets: passes(tool, more) ? 'pass' : 'deny' }
    })
  })
