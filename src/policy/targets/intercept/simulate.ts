import { type Simulate, simulation } from '../../core/simulation.ts'
import { decodeIntercept } from './decode.ts'
import { desugarIntercept } from './desugar.ts'
import { evaluateIntercept } from './evaluate.ts'
import { policyProblems } from './validate.ts'
import { policyNotes } from './without-effect.ts'

/** The validator of Intercept, what it takes without a word, and its evaluation. */
export const simulateIntercept: Simulate = (text, { knownTools }) => {
  const decoded = decodeIntercept(text)
  if ('error' in decoded) return { problems: [decoded.error] }
  const policy = desugarIntercept(decoded.policy)
  return simulation([...policyProblems(policy), ...policyNotes(decoded.policy, knownTools)], () => {
    const names = [...policy.hide, ...policy.tools.keys()]
    return {
      call: (tool, args, counters) => evaluateIntercept(policy, tool, args, counters),
      mentions: () => ({
        named: names.filter((tool) => tool !== '*').map((tool) => ({ tool })),
        open: names.filter((tool) => tool === '*'),
        extra: decoded.policy.default === '' ? ['default is not set'] : [],
      }),
    }
  })
}
