import { mergedJson } from '../../core/combine-json.ts'
import { defineTarget } from '../../core/define-target.ts'
import { vscodeBuiltin } from './builtin.ts'
import { vscodeLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateVscode } from './simulate.ts'

/** The setting of VS Code that makes tools always need approval. */
export const vscode = defineTarget(renderTarget, {
  simulate: simulateVscode,
  linter: vscodeLinter,
  combine: mergedJson,
  builtin: vscodeBuiltin,
})
