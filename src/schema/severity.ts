import { z } from 'zod'

/** How much harm one call can do, mildest first. */
export const severities = ['Low', 'Medium', 'High', 'Critical'] as const

export const severitySchema = z.enum(severities)
export type Severity = z.output<typeof severitySchema>
