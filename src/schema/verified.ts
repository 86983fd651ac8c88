import { z } from 'zod'

const check = z.strictObject({
  /** The name and version of an engine or client. */
  by: z.string().min(1),
  /** How many snippets, or whole files, it took and did the right thing with. */
  count: z.int().min(1),
  of: z.enum(['snippets', 'files']),
})

/** content/verified.json: what checked the policies of the default catalogue, by target, as `verify --record` wrote it. */
export const verifiedSchema = z.record(
  z.string(),
  z.strictObject({
    /** Snippets that the restated rules of the target took. */
    snippets: z.int().min(1),
    /** What of it the target's own engine saw, or one of the same language. */
    engines: z.array(check),
  }),
)
export type Verified = z.output<typeof verifiedSchema>
