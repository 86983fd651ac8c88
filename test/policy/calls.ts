import type { Call } from '../../src/policy/core/simulation.ts'
import type { Target } from '../../src/policy/core/target.ts'

/**
 * How a target answers calls under a text.
 * @throws {Error} with the problems of a text that the target does not take.
 */
export function callsOf(target: Target | undefined, text: string, serverKey = 'shop'): Call {
  if (!target) throw new Error('there is no such target')
  const simulated = target.simulate(text, { serverKey })
  if ('problems' in simulated) throw new Error(`${target.id}: ${simulated.problems.join('; ')}`)
  return simulated.call
}
