import { mergedJson } from '../../core/combine-json.ts'
import { defineTarget } from '../../core/define-target.ts'
import { renderTarget } from './render-target.ts'
import { simulateCopilotMcpConfig } from './simulate.ts'

/** The list of offered tools in a server’s entry of GitHub Copilot CLI. */
export const copilotMcpConfig = defineTarget(renderTarget, {
  simulate: simulateCopilotMcpConfig,
  combine: mergedJson,
})
