import { defineTarget } from '../../core/define-target.ts'
import { gatewayLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateGateway } from './simulate.ts'

/** Policies of the hosted PolicyLayer gateway. */
export const gateway = defineTarget(renderTarget, {
  simulate: simulateGateway,
  linter: gatewayLinter,
})
