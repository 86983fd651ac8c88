import { z } from 'zod'

const words = z.string().min(1)

/** Front matter of content/guides/<id>.mdx. */
export const guideSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: words,
  about: words,
  /** Place in the list, from 1. */
  order: z.int().min(1),
})
export type Guide = z.output<typeof guideSchema>
