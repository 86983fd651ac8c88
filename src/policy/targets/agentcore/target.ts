import { defineTarget } from '../../core/define-target.ts'
import { agentcoreLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateAgentcore } from './simulate.ts'

/** Policies of Amazon Bedrock AgentCore. */
export const agentcore = defineTarget(renderTarget, {
  simulate: simulateAgentcore,
  linter: agentcoreLinter,
})
