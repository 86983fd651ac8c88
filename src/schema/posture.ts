/** Named ways to turn assessments and findings into rules, in the order in which pages show them; the first is the default. */
export const postures = ['guarded', 'read-only', 'locked', 'deny-only'] as const
export type Posture = (typeof postures)[number]
