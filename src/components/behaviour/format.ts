// The chosen format is kept in the address, so that it can be shared, and for the next page, so that it need not be chosen again.
const KEY = 'format'

function remembered(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined
  } catch {
    // Storage can be switched off; then nothing is remembered.
    return undefined
  }
}

function remember(format: string): void {
  try {
    localStorage.setItem(KEY, format)
  } catch {
    // As above.
  }
  const address = new URL(location.href)
  address.searchParams.set(KEY, format)
  history.replaceState(history.state, '', address)
}

const choices = [...document.querySelectorAll<HTMLInputElement>('[data-formats] > .tab-choice')]
const wanted = new URL(location.href).searchParams.get(KEY) ?? remembered()
for (const choice of choices) {
  const format = choice.id.replace(/^format-/, '')
  if (format === wanted) choice.checked = true
  choice.addEventListener('change', () => remember(format))
}
