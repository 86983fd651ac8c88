import { listedJson } from '../../core/combine-json.ts'
import { defineTarget } from '../../core/define-target.ts'
import { managedAgentsLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateManagedAgents } from './simulate.ts'

/** An `mcp_toolset` of an agent that Anthropic runs. */
export const claudeManagedAgents = defineTarget(renderTarget, {
  simulate: simulateManagedAgents,
  linter: managedAgentsLinter,
  combine: listedJson,
})
