/** An element of XML with its attributes and what is in it. */
export interface XmlElement {
  /** One of ours, never a text from outside. */
  name: string
  attributes?: Record<string, string | number>
  children?: readonly (XmlElement | string)[]
}

/** An XML 1.0 document in UTF-8 with this root. Whatever a text holds, it stays text. */
export const xmlDocument = (root: XmlElement): string => `<?xml version="1.0" encoding="UTF-8"?>\n${xmlText(root)}\n`

/** One element as text. */
export function xmlText({ name, attributes = {}, children = [] }: XmlElement): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
  const inside = children.map((child) => (typeof child === 'string' ? escapeXml(child) : xmlText(child))).join('')
  return `<${name}${written.join('')}${inside === '' ? '/>' : `>${inside}</${name}>`}`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

// What XML 1.0 cannot hold at all, not even escaped. Source: www.w3.org/TR/xml, Char.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

const escapeXml = (text: string): string =>
  text
    .replace(FORBIDDEN, '\u{fffd}')
    .replace(/[&<>"']/g, (char) => ENTITIES[char] as string)
    // A reader would take these for a line feed, or in an attribute for a blank.
    .replace(/[\t\n\r]/g, (char) => `&#${char.charCodeAt(0)};`)
