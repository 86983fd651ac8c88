import { severities } from '../schema/severity.ts'

/** The severities as every page lists them: what matters most comes first. */
export const worstFirst = severities.toReversed()
