// The field of a page hands its text to the search, and an example does the same with its own.
const ask = (text: string) => document.dispatchEvent(new CustomEvent('policybook:search', { detail: { text } }))

for (const form of document.querySelectorAll<HTMLFormElement>('.home-search')) {
  const field = form.querySelector('input')
  // On the page for addresses that lead nowhere: what the reader was after, as words.
  if (field && form.dataset['fromAddress'] !== undefined) field.value = lastWords(location.pathname)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    ask(field?.value.trim() ?? '')
  })
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-search]'))
  button.addEventListener('click', () => ask(button.dataset['search'] ?? ''))

/** The last part of a path as a reader would type it; empty where it does not decode. */
function lastWords(path: string): string {
  try {
    return decodeURIComponent(path.split('/').findLast((part) => part !== '') ?? '').replace(/\.html$|~/g, '')
  } catch {
    return ''
  }
}

export {}
