// The chosen target is kept in the address, so that it can be shared, and for the next page, so that it need not be chosen again.
const KEY = 'target'

function remembered(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined
  } catch {
    // Storage can be switched off; then nothing is remembered.
    return undefined
  }
}

function remember(target: string): void {
  try {
    localStorage.setItem(KEY, target)
  } catch {
    // As above.
  }
  const address = new URL(location.href)
  address.searchParams.set(KEY, target)
  history.replaceState(history.state, '', address)
}

const choices = [...document.querySelectorAll<HTMLInputElement>('[data-targets] > .tab-choice')]
const wanted = new URL(location.href).searchParams.get(KEY) ?? remembered()
for (const choice of choices) {
  const target = choice.id.replace(/^target-/, '')
  if (target === wanted) choice.checked = true
  choice.addEventListener('change', () => remember(target))
}
