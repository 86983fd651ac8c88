import { defineTarget } from '../../core/define-target.ts'
import { renderTarget } from './render-target.ts'
import { simulateLangchain } from './simulate.ts'

/** A module with the tools and the middleware for an agent that is built with LangChain for JavaScript. */
export const langchain = defineTarget(renderTarget, {
  simulate: simulateLangchain,
})
