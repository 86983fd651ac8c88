import type { Simulate } from '../../core/simulation.ts'
import { evaluateGateway } from './evaluate.ts'
import { readGateway } from './validate.ts'

/** The documented rules of the gateway. */
export const simulateGateway: Simulate = (text) => {
  const { policy, problems } = readGateway(text)
  if (!policy) return { problems }
  return { call: (tool, args, counters) => evaluateGateway(policy, tool, args, counters) }
}
