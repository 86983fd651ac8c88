import { z } from 'zod'
import { cssColourSchema } from './css-colour.ts'

/** The custom properties of src/styles/tokens.css that a host may set. */
export const colourNames = [
  'paper',
  'raised',
  'sunken',
  'ink',
  'quiet',
  'line',
  'accent',
  'accent-soft',
  'low',
  'low-soft',
  'medium',
  'medium-soft',
  'high',
  'high-soft',
  'critical',
  'critical-soft',
  'mark',
] as const

const label = z.string().trim().min(1).max(80)

/** A page of this site, or an address elsewhere; nothing that a browser would run. */
const href = z
  .string()
  .refine((text) => /^\/(?![/\\])[^\s\\]*$/.test(text) || /^(?:https?:\/\/[^\s\\]+|mailto:[^\s]+)$/i.test(text), {
    error: 'must be a path of this site such as /about, or begin with https:// or mailto:',
  })

const link = z.strictObject({ label, href })
export type HostLink = z.output<typeof link>

/** A file or folder beside the configuration. */
const path = z.string().min(1).max(500)

/** What a host makes of the site: policybook.config.yaml in the folder from which it is built. */
export const siteConfigSchema = z.strictObject({
  /** In the header, in titles and for machines. */
  name: label.default('Policybook'),
  /** An SVG, PNG or WebP file for the header and the tab of the browser. */
  logo: path.regex(/\.(?:svg|png|webp)$/i, { error: 'must name an .svg, .png or .webp file' }).optional(),
  /** Custom properties, each for light and for dark. */
  colours: z
    .partialRecord(z.enum(colourNames), z.strictObject({ light: cssColourSchema, dark: cssColourSchema }))
    .default({}),
  /** Links after those of the site. */
  header: z.array(link).max(8).default([]),
  footer: z.array(link).max(30).default([]),
  /** A folder of Markdown files, each a page under /pages. */
  pages: path.optional(),
  /** Where readers report a wrong rating. */
  issues: z.url({ protocol: /^https?$/ }).optional(),
  /** The public address of the site. */
  site: z.url({ protocol: /^https?$/ }).optional(),
  /** The path that the site is served under. */
  base: z
    .string()
    .regex(/^(?:\/[A-Za-z0-9._~-]+)*\/?$/, { error: 'must be a path such as /tools' })
    .optional(),
})
export type SiteConfigFile = z.output<typeof siteConfigSchema>

/** Front matter of one of a host's own pages. */
export const hostPageSchema = z.strictObject({ title: label, about: z.string().trim().min(1) })

/** One of a host's own pages; the file's name is its address. */
export interface HostPage {
  id: string
  title: string
  about: string
}

/** The configuration with what its files hold. */
export interface SiteConfig extends Omit<SiteConfigFile, 'logo' | 'pages'> {
  logo: { path: string; extension: 'svg' | 'png' | 'webp' } | undefined
  pages: readonly HostPage[]
  /** The folder of the pages. */
  pagesFolder: string | undefined
}
