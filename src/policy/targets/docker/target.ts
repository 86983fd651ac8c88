import { defineTarget } from '../../core/define-target.ts'
import { combineCommands } from './combine.ts'
import { dockerLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateDocker } from './simulate.ts'

/** The list of tools that a profile of Docker’s MCP gateway keeps for each server. */
export const docker = defineTarget(renderTarget, {
  simulate: simulateDocker,
  linter: dockerLinter,
  combine: combineCommands,
})
