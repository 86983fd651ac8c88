import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'
import { renderModule } from '../../core/typescript-module.ts'
import { openaiAgentsModule } from './module.ts'

/** A module with one function, which takes a connected server and gives its tools as the policy lets them be. */
export const renderOpenaiAgents = (rules: readonly LoweredRule[], options: RenderOptions): string =>
  renderModule(openaiAgentsModule, rules, options)
