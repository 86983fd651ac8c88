import { defineTarget } from '../../core/define-target.ts'
import { opencodeBuiltin } from './builtin.ts'
import { combinePermissions } from './combine.ts'
import { opencodeLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateOpencode } from './simulate.ts'

/** Permissions in the configuration of OpenCode 1. */
export const opencode = defineTarget(renderTarget, {
  simulate: simulateOpencode,
  linter: opencodeLinter,
  combine: combinePermissions,
  builtin: opencodeBuiltin,
})
