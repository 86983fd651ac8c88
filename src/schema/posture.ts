/** Named ways to turn assessments into rules, the loosest last. */
export const postures = ['locked', 'read-only', 'guarded'] as const
export type Posture = (typeof postures)[number]
