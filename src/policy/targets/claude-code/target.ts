import { mergedJson } from '../../core/combine-json.ts'
import { defineTarget } from '../../core/define-target.ts'
import { claudeBuiltin } from './builtin.ts'
import { claudeCodeLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateClaudeCode } from './simulate.ts'

/** Permission rules in the settings of Claude Code. */
export const claudeCode = defineTarget(renderTarget, {
  simulate: simulateClaudeCode,
  linter: claudeCodeLinter,
  combine: mergedJson,
  builtin: claudeBuiltin,
})
