import { mergedJson } from '../../core/combine-json.ts'
import { defineTarget } from '../../core/define-target.ts'
import { cursorCliBuiltin } from './builtin.ts'
import { cursorCliLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateCursorCli } from './simulate.ts'

/** Permissions of Cursor’s command line, which can deny, unlike the file of the editor. */
export const cursorCli = defineTarget(renderTarget, {
  simulate: simulateCursorCli,
  linter: cursorCliLinter,
  combine: mergedJson,
  builtin: cursorCliBuiltin,
})
