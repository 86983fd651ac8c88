import { listedJson } from '../../core/combine-json.ts'
import { defineTarget } from '../../core/define-target.ts'
import { openaiLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateOpenai } from './simulate.ts'

/** One entry of `tools` in a request to OpenAI’s Responses API or Agents SDK. */
export const openai = defineTarget(renderTarget, {
  simulate: simulateOpenai,
  linter: openaiLinter,
  combine: listedJson,
})
