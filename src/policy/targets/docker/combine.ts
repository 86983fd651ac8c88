import type { Combine } from '../../core/combine.ts'

/** One command after the other. */
export const combineCommands: Combine = { join: (texts) => texts.join('\n') }
