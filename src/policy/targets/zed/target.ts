import { mergedJson } from '../../core/combine-json.ts'
import { defineTarget } from '../../core/define-target.ts'
import { zedBuiltin } from './builtin.ts'
import { zedLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateZed } from './simulate.ts'

/** Permissions of tools in the settings of Zed. */
export const zed = defineTarget(renderTarget, {
  simulate: simulateZed,
  linter: zedLinter,
  combine: mergedJson,
  builtin: zedBuiltin,
})
