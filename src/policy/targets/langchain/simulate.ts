import { simulateModule } from '../../core/module-simulation.ts'
import type { Simulate } from '../../core/simulation.ts'
import { langchainModule } from './module.ts'

/**
 * A hidden tool is not offered; a call of an asked tool interrupts the run; the others run.
 * Source: langchain-ai/langchainjs at 62fc484b, hitl.ts and hitl.test.ts, and the package langchain 1.5.14, called; read
 * 2026-11-21.
 */
export const simulateLangchain: Simulate = simulateModule(langchainModule)
