const announcement = document.querySelector('#announcement')

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset['copy'] ?? '')
    let done = 'Copied'
    try {
      await navigator.clipboard.writeText(source?.dataset['text'] ?? '')
    } catch {
      // Refused by the browser (no permission, or not a secure address): mark the text for Ctrl-C instead.
      if (source) getSelection()?.selectAllChildren(source)
      done = 'Press Ctrl-C to copy'
    }
    button.textContent = done
    if (announcement) announcement.textContent = done
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 2000)
  })
}
