import { defineTarget } from '../../core/define-target.ts'
import { toolhiveLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateToolhive } from './simulate.ts'

/** The authorization file of ToolHive. */
export const toolhive = defineTarget(renderTarget, {
  simulate: simulateToolhive,
  linter: toolhiveLinter,
})
