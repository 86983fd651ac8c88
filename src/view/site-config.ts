import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readSiteConfig } from '../catalogue/read-site-config.ts'
import type { SiteConfig } from '../schema/site-config.ts'
import { base, urls } from './urls.ts'

let shared: SiteConfig | undefined

/**
 * What the host made of the site, read once in a process.
 * @throws {ProblemError} with every problem of the configuration.
 */
export function siteConfig(): SiteConfig {
  shared ??= readSiteConfig()
  return shared
}

/** A file of the host's brand. Its name changes with its content, so that a cache may keep it. */
export interface BrandFile {
  name: string
  type: string
  bytes: Uint8Array
}

/** The host's colours as a style sheet, which a page links after the tokens; undefined where the host sets none. */
export function brandStyle({ colours }: SiteConfig): BrandFile | undefined {
  const lines = Object.entries(colours).map(([name, { light, dark }]) => `--${name}: light-dark(${light}, ${dark});`)
  if (lines.length === 0) return undefined
  return named(`@layer tokens {\n  :root {\n    ${lines.join('\n    ')}\n  }\n}\n`, 'css', 'text/css')
}

/** The host's logo; undefined where the product's own is shown. */
function brandLogo({ logo }: SiteConfig): BrandFile | undefined {
  return logo && named(readFileSync(logo.path), logo.extension, LOGO_TYPES[logo.extension])
}

/** What every page links. */
export interface Brand {
  name: string
  logo: { href: string; type: string }
  /** Address of the style sheet, where the host sets colours. */
  style: string | undefined
  files: readonly BrandFile[]
}

let sharedBrand: Brand | undefined

/**
 * The host's brand, or the product's own; read once in a process.
 * @throws {ProblemError} with every problem of the configuration.
 */
export function brand(): Brand {
  if (sharedBrand) return sharedBrand
  const config = siteConfig()
  const [style, logo] = [brandStyle(config), brandLogo(config)]
  sharedBrand = {
    name: config.name,
    logo: logo
      ? { href: urls.brand(logo.name), type: logo.type }
      : { href: urls.asset('favicon.svg'), type: LOGO_TYPES.svg },
    style: style && urls.brand(style.name),
    files: [style, logo].flatMap((file) => file ?? []),
  }
  return sharedBrand
}

const LOGO_TYPES = { svg: 'image/svg+xml', png: 'image/png', webp: 'image/webp' }

function named(content: string | Uint8Array, extension: string, type: string): BrandFile {
  const bytes = Buffer.from(content)
  return { name: `${createHash('sha256').update(bytes).digest('hex').slice(0, 10)}.${extension}`, type, bytes }
}

/** The address of a link of the host: paths start at the site, wherever it is served. */
export const hostHref = (href: string): string => (href.startsWith('/') ? `${base}${href}` : href)
