import boxStyle from './box.css?url'
import type { openBox } from './box.ts'

// The box is fetched when somebody searches and not before: most visits never do.
const link = document.querySelector<HTMLAnchorElement>('a.search-open')

let style: Promise<void> | undefined

/** Fetches the style of the box, once. Linked and not imported, or every page would load it. */
function styled(): Promise<void> {
  style ??= new Promise((done) => {
    const sheet = document.createElement('link')
    sheet.rel = 'stylesheet'
    sheet.href = boxStyle
    sheet.onload = () => done()
    // Better without its style than not at all.
    sheet.onerror = () => done()
    document.head.append(sheet)
  })
  return style
}

async function open(text?: string): Promise<void> {
  const [{ openBox: show }]: [{ openBox: typeof openBox }, unknown] = await Promise.all([import('./box.ts'), styled()])
  show(link?.dataset['root'] ?? '', text)
}

/** Whether a key goes into a field, where "/" is a letter. */
const isTyping = ({ target }: Event) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

if (link) {
  // Without JavaScript it stays the link that it was.
  const button = document.createElement('button')
  button.type = 'button'
  button.className = link.className
  button.setAttribute('aria-keyshortcuts', 'Control+K Meta+K /')
  button.setAttribute('aria-haspopup', 'dialog')
  button.append(...link.childNodes)
  link.replaceWith(button)
  button.addEventListener('click', () => open())
  addEventListener('keydown', (event) => {
    const isCommand =
      event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event)
    if (!isCommand && !isSlash) return
    event.preventDefault()
    open()
  })
  document.addEventListener('policybook:search', (event) => {
    const { text } = (event as CustomEvent<{ text?: unknown }>).detail ?? {}
    open(typeof text === 'string' ? text : undefined)
  })
}
