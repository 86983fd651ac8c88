import type { Simulate } from '../../core/simulation.ts'
import { evaluateGateway } from './evaluate.ts'
import { readGateway } from './validate.ts'

/** The documented rules of the gateway. */
export const simulateGateway: Simulate = (text) => {
  const { policy, problems } = readGateway(text)
  if (!policy) return { problems }
  const names = [...(policy.hide ?? []), ...Object.keys(policy.tools ?? {})]
  return {
    call: (tool, args, counters) => evaluateGateway(policy, tool, args, counters),
    mentions: () => ({
      named: names.filter((tool) => tool !== '*').map((tool) => ({ tool })),
      open: names.filter((tool) => tool === '*'),
      extra: policy.all_tools ? ['all_tools is set'] : [],
    }),
  }
}
