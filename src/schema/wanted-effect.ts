/** What a policy should do with a tool by default, the mildest first; `limit` allows with a rate limit. */
export const wantedEffects = ['allow', 'limit', 'ask', 'deny'] as const
export type WantedEffect = (typeof wantedEffects)[number]
