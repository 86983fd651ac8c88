import { defineTarget } from '../../core/define-target.ts'
import { nginxLinter } from './lint.ts'
import { renderTarget } from './render-target.ts'
import { simulateNginx } from './simulate.ts'

/** NGINX in front of a server that speaks MCP of 2026-07-28. */
export const nginx = defineTarget(renderTarget, {
  simulate: simulateNginx,
  linter: nginxLinter,
})
