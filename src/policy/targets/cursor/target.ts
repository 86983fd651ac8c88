import { mergedJson } from '../../core/combine-json.ts'
import { defineTarget } from '../../core/define-target.ts'
import { cursorLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateCursor } from './simulate.ts'

/** The list of tools that Cursor calls without asking. */
export const cursor = defineTarget(renderTarget, {
  simulate: simulateCursor,
  linter: cursorLinter,
  combine: mergedJson,
})
