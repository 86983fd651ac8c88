import { mergedToml } from '../../core/combine-toml.ts'
import { defineTarget } from '../../core/define-target.ts'
import { geminiBuiltin } from './builtin.ts'
import { geminiPolicyLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateGeminiPolicy } from './simulate.ts'

/** Rules of the policy engine of Gemini CLI. */
export const geminiPolicy = defineTarget(renderTarget, {
  simulate: simulateGeminiPolicy,
  linter: geminiPolicyLinter,
  combine: mergedToml,
  builtin: geminiBuiltin,
})
