import type { SnippetEffect } from '../policy/core/snippet.ts'
import { type Leg, legs } from '../schema/trait.ts'

/** A tool with its legs, and with what becomes of its calls; undefined where the policy cannot name it. */
export interface StackTool {
  server: string
  slug: string
  legs: Partial<Record<Leg, string>>
  effect: SnippetEffect | undefined
}

/** The lethal trifecta over a stack and its policy. */
export interface StackTrifecta<T> {
  /** All tools of each leg. */
  all: Record<Leg, T[]>
  /** Those that can be called at all. */
  reachable: Record<Leg, T[]>
  /** Those that can be called without approval. */
  unattended: Record<Leg, T[]>
  /**
   * Whether the servers have all three legs; whether the policy still lets an agent use all three with approval; and without.
   */
  complete: { servers: boolean; reachable: boolean; unattended: boolean }
  /** The leg that takes the fewest tools to break, and these tools; undefined where no approval-free way is left. */
  fix: { leg: Leg; tools: T[] } | undefined
  /** Servers of which each alone completes it, so that the others do not have it without this one. */
  completedBy: string[]
  /** How many servers there are. */
  servers: number
}

/** To lose a way out costs a reader least, private data most. */
const CHEAPEST: readonly Leg[] = ['outward', 'untrusted', 'private']

/**
 * What the tools of a stack make possible under a policy, and the smallest set of tools that breaks it.
 * @param tools tools of all servers of one agent.
 */
export function stackTrifecta<T extends StackTool>(tools: readonly T[]): StackTrifecta<T> {
  const byLeg = (some: readonly T[]) =>
    Object.fromEntries(legs.map((leg) => [leg, some.filter((tool) => tool.legs[leg] !== undefined)])) as Record<
      Leg,
      T[]
    >
  const isComplete = (found: Record<Leg, T[]>) => legs.every((leg) => found[leg].length > 0)
  const all = byLeg(tools)
  const reachable = byLeg(tools.filter(({ effect }) => effect !== 'deny' && effect !== 'hide'))
  const unattended = byLeg(tools.filter(({ effect }) => effect === 'allow' || effect === 'limit'))
  const complete = {
    servers: isComplete(all),
    reachable: isComplete(reachable),
    unattended: isComplete(unattended),
  }
  const leg = CHEAPEST.reduce((a, b) => (unattended[b].length < unattended[a].length ? b : a))
  const servers = [...new Set(tools.map(({ server }) => server))]
  return {
    servers: servers.length,
    all,
    reachable,
    unattended,
    complete,
    fix: complete.unattended ? { leg, tools: unattended[leg] } : undefined,
    completedBy: complete.servers
      ? servers.filter((one) => !isComplete(byLeg(tools.filter(({ server }) => server !== one))))
      : [],
  }
}
