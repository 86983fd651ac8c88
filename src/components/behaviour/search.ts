interface Modal extends HTMLElement {
  open(): void
}

const button = document.querySelector<HTMLButtonElement>('.search-open')
const base = document.body.dataset['base'] ?? ''
let modal: Promise<Modal> | undefined

// The search's own interface is 180 kB, so it is fetched when somebody searches and not before.
function load(): Promise<Modal> {
  modal ??= (async () => {
    const style = document.createElement('link')
    style.rel = 'stylesheet'
    style.href = `${base}/pagefind/pagefind-component-ui.css`
    const ready = new Promise((resolve) => {
      style.onload = resolve
      style.onerror = resolve
    })
    document.head.prepend(style)
    await Promise.all([ready, import(/* @vite-ignore */ `${base}/pagefind/pagefind-component-ui.js`)])
    const template = document.createElement('div')
    const config = document.createElement('pagefind-config')
    config.setAttribute('bundle-path', `${base}/pagefind/`)
    config.setAttribute('base-url', base === '' ? '/' : base)
    const element = document.createElement('pagefind-modal') as Modal
    const part = (name: string, attributes: Record<string, string> = {}, children: HTMLElement[] = []) => {
      const made = document.createElement(name)
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
      made.append(...children)
      return made
    }
    element.append(
      part('pagefind-modal-header', {}, [part('pagefind-input', { placeholder: 'Tool, server or word' })]),
      part('pagefind-modal-body', {}, [
        part('div', { class: 'search-filters' }, [
          part('pagefind-filter-dropdown', { filter: 'category', label: 'Category' }),
          part('pagefind-filter-dropdown', { filter: 'severity', label: 'Severity' }),
          part('pagefind-filter-dropdown', { filter: 'server', label: 'Server' }),
        ]),
        part('pagefind-summary'),
        part('pagefind-results', { 'show-images': 'false' }),
      ]),
      part('pagefind-modal-footer', {}, [part('pagefind-keyboard-hints')]),
    )
    template.append(config, element)
    document.body.append(template)
    await customElements.whenDefined('pagefind-modal')
    return element
  })()
  return modal
}

async function open() {
  ;(await load()).open()
}

// Another part of the page hands its text over.
document.addEventListener('policybook:search', async (event) => {
  await open()
  const field = document.querySelector<HTMLInputElement>('pagefind-modal input')
  if (!field) return
  field.value = (event as CustomEvent<{ query: string }>).detail.query
  field.dispatchEvent(new Event('input', { bubbles: true }))
})

if (button) {
  button.hidden = false
  button.addEventListener('click', open)
  addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    event.preventDefault()
    open()
  })
}
