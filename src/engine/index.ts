import { cedar } from './cedar.ts'
import { cel } from './cel.ts'
import type { Engine } from './engine.ts'

/** Every engine that is quick enough to check each snippet. */
export const engines: readonly Engine[] = [cedar, cel]
