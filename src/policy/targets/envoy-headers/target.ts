import { defineTarget } from '../../core/define-target.ts'
import { envoyHeadersLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateEnvoyHeaders } from './simulate.ts'

/** The RBAC and rate limit filters of Envoy in front of a server that speaks MCP of 2026-07-28. */
export const envoyHeaders = defineTarget(renderTarget, {
  simulate: simulateEnvoyHeaders,
  linter: envoyHeadersLinter,
})
