import type { Format } from './format.ts'
import { gateway } from './gateway.ts'
import { intercept } from './intercept.ts'

/** Every format, in the order in which pages show them. */
export const formats: readonly Format[] = [intercept, gateway]
