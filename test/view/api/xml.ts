import { SaxesParser } from 'saxes'

/** An element as an XML parser reads it. */
export interface Element {
  name: string
  uri: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

/** Reads a document as XML 1.0 with name spaces. @throws for what is not well-formed. */
export function parseXml(text: string): Element {
  const parser = new SaxesParser({ xmlns: true })
  const root: Element = { name: '', uri: '', attributes: {}, children: [], text: '' }
  const open = [root]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    const element: Element = {
      name: local,
      uri,
      attributes: Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value])),
      children: [],
      text: '',
    }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (words) => {
    const last = open.at(-1)
    if (last) last.text += words
  })
  parser.on('closetag', () => open.pop())
  parser.write(text).close()
  const [document] = root.children
  if (!document) throw new Error('the document has no element')
  return document
}

/** The children of this name. */
export const childrenOf = (element: Element, name: string): Element[] =>
  element.children.filter((child) => child.name === name)

/** The text of the only child of this name. @throws where there is not exactly one. */
export function only(element: Element, name: string): Element {
  const found = childrenOf(element, name)
  if (found.length !== 1) throw new Error(`${element.name} has ${found.length} children ${name}`)
  return found[0] as Element
}
