import { defineTarget } from '../../core/define-target.ts'
import { renderTarget } from './render-target.ts'
import { simulateOpenaiAgents } from './simulate.ts'

/** A module that wraps the tools of a server for an agent that is built with the OpenAI Agents SDK for JavaScript. */
export const openaiAgents = defineTarget(renderTarget, {
  simulate: simulateOpenaiAgents,
})
