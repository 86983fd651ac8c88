import { defineTarget } from '../../core/define-target.ts'
import { interceptLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateIntercept } from './simulate.ts'

/** Policy files of the Intercept proxy. */
export const intercept = defineTarget(renderTarget, {
  simulate: simulateIntercept,
  linter: interceptLinter,
})
