import { z } from 'zod'

/** A `Tool` in a file; apart from it, because browsers that read tools do not need the parser. */
export const toolSchema = z.looseObject({ name: z.string() })
