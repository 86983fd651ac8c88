import { simulateModule } from '../../core/module-simulation.ts'
import type { Simulate } from '../../core/simulation.ts'
import { aiSdkModule } from './module.ts'

/**
 * A hidden tool is not offered; the status of the others decides, and an approved call runs.
 * Source: vercel/ai, the package ai 7.0.173, docs/03-agents/06-tool-approvals.mdx and src/generate-text/resolve-tool-approval.ts,
 * read 2026-11-21.
 */
export const simulateAiSdk: Simulate = simulateModule(aiSdkModule)
