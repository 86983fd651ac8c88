import { z } from 'zod'

/** What the first page offers before anybody has searched: content/home.yaml. */
export const homeSchema = z.strictObject({
  /** Ids of servers that most readers know, the best known first. */
  servers: z.array(z.string()).default([]),
  /** Ids of targets that a reader chooses from. */
  clients: z.array(z.string()).default([]),
  /** Examples of what one can search for. */
  searches: z.array(z.string().min(1)).default([]),
})
export type Home = z.output<typeof homeSchema>
