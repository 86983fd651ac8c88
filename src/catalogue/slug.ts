import { createHash } from 'node:crypto'

const MAX = 100
const PREFIX = 60
const SHORT: Record<string, string> = { '~': '~0', '/': '~1', '@': '~2', ' ': '~3', '.': '~4', ':': '~5' }
// Names that file systems or static hosts treat in a way of their own.
const RESERVED = /^(index|404|con|prn|aux|nul|com\d|lpt\d)$/

/**
 * A name as one segment of an address and one file name: injective, the same on disks that ignore case, and readable.
 * Lower-case letters, digits, `_` and `-` stay; `A` becomes `~a`, a slash `~1`, anything else `~_hex_`. A name that is
 * empty, reserved or too long becomes a readable beginning, `~~` and 16 hexadecimal digits of its SHA-256.
 * @param name any text; lone surrogates stay distinct.
 * @returns 1 to 100 characters of `a-z0-9_~-`.
 */
export function encodeSlug(name: string): string {
  const units = Array.from({ length: name.length }, (_, index) => encodeUnit(name.charAt(index)))
  const whole = units.join('')
  if (whole !== '' && whole.length <= MAX && !RESERVED.test(whole)) return whole
  let prefix = ''
  for (const unit of units) {
    if (prefix.length + unit.length > PREFIX) break
    prefix += unit
  }
  return `${prefix}~~${createHash('sha256').update(name, 'utf16le').digest('hex').slice(0, 16)}`
}

function encodeUnit(unit: string): string {
  if (/[a-z0-9_-]/.test(unit)) return unit
  if (/[A-Z]/.test(unit)) return `~${unit.toLowerCase()}`
  return SHORT[unit] ?? `~_${unit.charCodeAt(0).toString(16)}_`
}

/**
 * One slug for each tool of a server, in the same order. A name that is sent again gets `~~2`, `~~3` … after its slug,
 * which no encoded name can end in: those end in 16 hexadecimal digits after `~~`.
 */
export function toolSlugs(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? encodeSlug(name) : `${encodeSlug(name)}~~${count}`
  })
}

/**
 * The id of a server that was imported from another catalogue. Keeps the scope or owner of its identity, and holds a
 * `~`, so that it never equals the id of a manifest.
 * @param source id of the catalogue. @param identity the server's name there, for example `@scope/name`.
 */
export function serverSlug(source: string, identity: string): string {
  return encodeSlug(`${source}/${identity}`)
}
