import { mergedJson } from '../../core/combine-json.ts'
import { defineTarget } from '../../core/define-target.ts'
import { geminiSettingsLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateGeminiSettings } from './simulate.ts'

/** The filter of one server in the settings of Gemini CLI. */
export const geminiSettings = defineTarget(renderTarget, {
  simulate: simulateGeminiSettings,
  linter: geminiSettingsLinter,
  combine: mergedJson,
})
