import { z } from 'zod'

const words = z.string().min(1)

/** A day, or a month or a year where no more is known. */
export const dateSchema = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, {
  error: 'must be YYYY, YYYY-MM or YYYY-MM-DD',
})

/** A day. */
export const daySchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, {
  error: 'must be YYYY-MM-DD',
})

/** What a source is: what the maintainer, the numbering authority, the vendor, the finder, a newspaper, the code says. */
export const referenceKinds = ['advisory', 'cve', 'vendor', 'research', 'news', 'code', 'post', 'paper'] as const
export type ReferenceKind = (typeof referenceKinds)[number]

/** Where a fact comes from. */
export const referenceSchema = z.strictObject({
  /** The title of the page, as the page has it; absent until somebody has read it. */
  title: words.optional(),
  /** Who published it: an organisation, a person, a newspaper. */
  publisher: words,
  /** When it was published; absent where the page does not say, or until somebody has read it. */
  date: dateSchema.optional(),
  url: z.url({ protocol: /^https?$/ }),
  kind: z.enum(referenceKinds),
  /** Whether it comes from those who found, suffered, caused or fixed it; not from those who report about them. */
  primary: z.boolean().default(false),
  /** The day on which somebody last read the text and compared the entry with it; absent when nobody has. */
  checked: daySchema.optional(),
  /** The public list that names the address, where nobody has read the text. */
  seenIn: words.optional(),
})
export type Reference = z.output<typeof referenceSchema>
