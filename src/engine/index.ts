import { cedar } from './cedar.ts'
import { cel } from './cel.ts'
import type { Engine } from './engine.ts'

/** Every engine that checks snippets. */
export const engines: readonly Engine[] = [cedar, cel]
