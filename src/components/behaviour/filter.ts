for (const form of document.querySelectorAll<HTMLFormElement>('form[data-filter]')) {
  const entries = [...document.querySelectorAll<HTMLElement>(`#${form.dataset['filter']} [data-text]`)]
  const fields = ['q', 'category', 'severity'].map((name) => form.elements.namedItem(name) as HTMLInputElement)
  const output = form.querySelector('output')
  form.hidden = false

  const apply = () => {
    const [words = '', category = '', severity = ''] = fields.map((field) => field.value)
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
    const has = (list: string | undefined, one: string) => one === '' || (list ?? '').split(' ').includes(one)
    let shown = 0
    for (const entry of entries) {
      const fits =
        wanted.every((word) => entry.dataset['text']?.includes(word)) &&
        has(entry.dataset['category'], category) &&
        has(entry.dataset['severity'], severity)
      entry.hidden = !fits
      if (fits) shown++
    }
    if (output) output.textContent = `${shown} of ${entries.length} ${form.dataset['what'] ?? ''}`
  }

  const read = () => {
    const query = new URLSearchParams(location.search)
    for (const field of fields) field.value = query.get(field.name) ?? ''
    apply()
  }

  const write = () => {
    const query = new URLSearchParams(
      fields.filter(({ value }) => value !== '').map(({ name, value }) => [name, value]),
    )
    history.replaceState(null, '', `${location.pathname}${query.size > 0 ? `?${query}` : ''}${location.hash}`)
    apply()
  }

  form.addEventListener('input', write)
  form.addEventListener('submit', (event) => event.preventDefault())
  addEventListener('popstate', read)
  read()
}
