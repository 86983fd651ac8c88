import { mergedToml } from '../../core/combine-toml.ts'
import { defineTarget } from '../../core/define-target.ts'
import { codexBuiltin } from './builtin.ts'
import { codexLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateCodex } from './simulate.ts'

/** The server's table in the configuration of Codex. */
export const codex = defineTarget(renderTarget, {
  simulate: simulateCodex,
  linter: codexLinter,
  combine: mergedToml,
  builtin: codexBuiltin,
})
