// One button goes from the system's theme to light, to dark and back.
const KEY = 'theme'
const root = document.documentElement
const button = document.querySelector<HTMLButtonElement>('.theme-switch')
const order = ['system', 'light', 'dark'] as const

const current = () => {
  const theme = root.dataset['theme']
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

function showTheme() {
  if (button) button.title = `Theme: ${current()}`
}

button?.addEventListener('click', () => {
  const next = order[(order.indexOf(current()) + 1) % order.length] ?? 'system'
  if (next === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = next
  try {
    if (next === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, next)
  } catch {
    // Storage can be switched off; then the choice is for this page.
  }
  showTheme()
  const announcement = document.querySelector('#announcement')
  if (announcement) announcement.textContent = `Theme: ${next}`
})
showTheme()

// Makes this a module, with names of its own.
export {}
