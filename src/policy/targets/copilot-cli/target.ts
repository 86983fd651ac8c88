import { defineTarget } from '../../core/define-target.ts'
import { copilotBuiltin } from './builtin.ts'
import { combineCommands } from './combine.ts'
import { copilotCliLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateCopilotCli } from './simulate.ts'

/** Flags of GitHub Copilot CLI. */
export const copilotCli = defineTarget(renderTarget, {
  simulate: simulateCopilotCli,
  linter: copilotCliLinter,
  combine: combineCommands,
  builtin: copilotBuiltin,
})
