import { defineTarget } from '../../core/define-target.ts'
import { joinedPolicies } from './combine.ts'
import { agentgatewayLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateAgentgateway } from './simulate.ts'

/** Authorization and rate limits of agentgateway in CEL. */
export const agentgateway = defineTarget(renderTarget, {
  simulate: simulateAgentgateway,
  linter: agentgatewayLinter,
  combine: joinedPolicies,
})
