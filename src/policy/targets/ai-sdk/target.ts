import { defineTarget } from '../../core/define-target.ts'
import { renderTarget } from './render-target.ts'
import { simulateAiSdk } from './simulate.ts'

/** A module that approves, asks about and denies calls of an agent that is built with the AI SDK. */
export const aiSdk = defineTarget(renderTarget, {
  simulate: simulateAiSdk,
})
