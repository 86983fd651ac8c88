import { mergedYaml } from '../../core/combine-yaml.ts'
import { defineTarget } from '../../core/define-target.ts'
import { dockerAgentBuiltin } from './builtin.ts'
import { dockerAgentLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateDockerAgent } from './simulate.ts'

/** Permissions in the file of an agent for Docker Agent, once called cagent. */
export const dockerAgent = defineTarget(renderTarget, {
  simulate: simulateDockerAgent,
  linter: dockerAgentLinter,
  combine: mergedYaml,
  builtin: dockerAgentBuiltin,
})
