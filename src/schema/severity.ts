/** How much harm one call can do, mildest first. */
export const severities = ['Low', 'Medium', 'High', 'Critical'] as const
export type Severity = (typeof severities)[number]
