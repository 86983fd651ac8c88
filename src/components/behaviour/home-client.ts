// The client that a reader chose is remembered, and every policy of the site is then written for it.
const KEY = 'client'
const links = [...document.querySelectorAll<HTMLAnchorElement>('[data-client]')]

function show(chosen: string | null) {
  for (const link of links)
    if (link.dataset['client'] === chosen) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
}

try {
  show(localStorage.getItem(KEY))
} catch {
  // Storage can be switched off; then nothing is remembered.
}

for (const link of links)
  link.addEventListener('click', () => {
    const client = link.dataset['client'] ?? ''
    show(client)
    try {
      localStorage.setItem(KEY, client)
    } catch {
      // As above.
    }
  })

export {}
