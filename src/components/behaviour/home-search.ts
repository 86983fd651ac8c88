// The field of a page hands its text to the search, and an example does the same with its own.
const ask = (text: string) => document.dispatchEvent(new CustomEvent('policybook:search', { detail: { text } }))

for (const form of document.querySelectorAll<HTMLFormElement>('.home-search')) {
  const field = form.querySelector('input')
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    ask(field?.value.trim() ?? '')
  })
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-search]'))
  button.addEventListener('click', () => ask(button.dataset['search'] ?? ''))

export {}
