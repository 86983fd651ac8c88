// Loaded before the first paint, so that a page in the theme that the reader chose does not flash in the other.
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage can be switched off; then the system decides.
}
