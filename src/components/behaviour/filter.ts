// A form narrows the entries of a list: its search field by their text, its other fields by what they are marked with. The
// address keeps what was chosen, and an event tells that the list is another one.
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-filter]')) {
  const entries = [
    ...document.querySelectorAll<HTMLElement>(`#${form.dataset['filter']} :is([data-text], [data-severity])`),
  ]
  const fields = [...form.elements].filter(
    (one): one is HTMLInputElement | HTMLSelectElement =>
      one instanceof HTMLInputElement || one instanceof HTMLSelectElement,
  )
  const output = form.querySelector('output')
  const texts = new Map(
    entries.map((entry) => [entry, (entry.dataset['text'] ?? entry.textContent ?? '').toLowerCase()]),
  )
  form.hidden = false

  const fits = (entry: HTMLElement) =>
    fields.every(({ name, value }) => {
      if (value === '') return true
      if (name !== 'q') return (entry.dataset[name] ?? '').split(' ').includes(value)
      const words = value.toLowerCase().split(/\s+/).filter(Boolean)
      return words.every((word) => texts.get(entry)?.includes(word))
    })

  const apply = () => {
    for (const entry of entries) entry.hidden = !fits(entry)
    const shown = entries.filter(({ hidden }) => !hidden).length
    if (output) output.textContent = `${shown} of ${entries.length} ${form.dataset['what'] ?? ''}`
    form.dispatchEvent(new CustomEvent('filtered'))
  }

  const read = () => {
    const query = new URLSearchParams(location.search)
    for (const field of fields) field.value = query.get(field.name) ?? ''
    apply()
  }

  const write = () => {
    const url = new URL(location.href)
    for (const { name, value } of fields)
      if (value === '') url.searchParams.delete(name)
      else url.searchParams.set(name, value)
    history.replaceState(history.state, '', url)
    apply()
  }

  form.addEventListener('input', write)
  form.addEventListener('submit', (event) => event.preventDefault())
  addEventListener('popstate', read)
  read()
}
