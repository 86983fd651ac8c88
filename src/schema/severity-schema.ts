import { z } from 'zod'
import { severities } from './severity.ts'

/** A `Severity` in a file; apart from it, because browsers that rate do not need the parser. */
export const severitySchema = z.enum(severities)
