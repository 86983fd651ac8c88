import { simulateModule } from '../../core/module-simulation.ts'
import type { Simulate } from '../../core/simulation.ts'
import { openaiAgentsModule } from './module.ts'

/**
 * A hidden tool is not offered; a call that needs approval interrupts the run; the others run.
 * Source: openai/openai-agents-js at 6d0c61a5, test/mcpToolFilter.test.ts and test/runner/mcpApprovals.test.ts, and the package
 * @openai/agents 0.20.0, called; read 2026-11-21.
 */
export const simulateOpenaiAgents: Simulate = simulateModule(openaiAgentsModule)
