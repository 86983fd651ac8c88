import { mergedJson } from '../../core/combine-json.ts'
import { defineTarget } from '../../core/define-target.ts'
import { claudeBuiltin } from '../claude-code/builtin.ts'
import { claudeCodeManagedLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateManaged } from './simulate.ts'

/** The managed settings of Claude Code, which an administrator lays on a machine. */
export const claudeCodeManaged = defineTarget(renderTarget, {
  simulate: simulateManaged,
  linter: claudeCodeManagedLinter,
  combine: mergedJson,
  builtin: { ...claudeBuiltin, file: 'managed-settings.json' },
})
