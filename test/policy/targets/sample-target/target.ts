import { mergedJson } from '../../../../src/policy/core/combine-json.ts'
import { defineTarget } from '../../../../src/policy/core/define-target.ts'
import { turnstileLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateTurnstile } from './simulate.ts'

/** A product that does not exist, for the test that adds a target. */
export const turnstile = defineTarget(renderTarget, {
  simulate: simulateTurnstile,
  linter: turnstileLinter,
  combine: mergedJson,
})
