/** What an element is made with: attributes, listeners under `on…`, and whether it is hidden. */
type Attributes = Record<string, string | number | boolean | undefined | ((event: Event) => void)>

/**
 * An element with attributes and children. Texts become text and nothing else, so what a server or a file says cannot become
 * markup.
 */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string | undefined)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value))
  }
  element.append(...children.flatMap((child) => (child === undefined ? [] : [child])))
  return element
}

/** The one element of a page that has a name, which it always has. */
export function part<T extends HTMLElement = HTMLElement>(root: ParentNode, name: string): T {
  const found = root.querySelector<T>(`[data-part="${name}"]`)
  if (!found) throw new Error(`the page has no part ${name}`)
  return found
}
