import type { LoweredRule } from '../../core/lower-rule.ts'
import type { RenderOptions } from '../../core/target.ts'
import { renderModule } from '../../core/typescript-module.ts'
import { langchainModule } from './module.ts'

/** A module with one function, which takes the tools of the server and gives what createAgent takes. */
export const renderLangchain = (rules: readonly LoweredRule[], options: RenderOptions): string =>
  renderModule(langchainModule, rules, options)
