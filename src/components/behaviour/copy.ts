const announcement = document.querySelector('#announcement')

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
  // A long file is shown in part and only downloaded.
  button.hidden = button.dataset['cut'] === 'true'
  button.addEventListener('click', async () => {
    const source = document.querySelector(`#${button.dataset['copy']} code`)
    let done = 'Copied'
    try {
      // The last line break is not shown.
      await navigator.clipboard.writeText(`${source?.textContent ?? ''}\n`)
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
