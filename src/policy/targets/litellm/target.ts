import { mergedYaml } from '../../core/combine-yaml.ts'
import { defineTarget } from '../../core/define-target.ts'
import { litellmLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateLitellm } from './simulate.ts'

/** The list of tools in a server’s entry of the LiteLLM proxy. */
export const litellm = defineTarget(renderTarget, {
  simulate: simulateLitellm,
  linter: litellmLinter,
  combine: mergedYaml,
})
