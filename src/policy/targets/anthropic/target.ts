import { listedJson } from '../../core/combine-json.ts'
import { defineTarget } from '../../core/define-target.ts'
import { anthropicLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateAnthropic } from './simulate.ts'

/** An `mcp_toolset` in a request to Anthropic’s Messages API. */
export const anthropic = defineTarget(renderTarget, {
  simulate: simulateAnthropic,
  linter: anthropicLinter,
  combine: listedJson,
})
