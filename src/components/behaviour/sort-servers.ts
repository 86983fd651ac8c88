// Sorts the table of servers by what the reader chose; the address keeps it.
const control = document.querySelector<HTMLSelectElement>('[data-sort] select')
const body = document.querySelector<HTMLTableSectionElement>('#servers tbody')
if (control && body) sortBy(control, body)

function sortBy(control: HTMLSelectElement, body: HTMLTableSectionElement): void {
  const usual = control.value
  const rows = [...body.rows]
  const numberOf = (row: HTMLTableRowElement) => Number(row.dataset[control.value] ?? 0)
  // Rows of one number stay in the order of the page, which is that of names.
  const sort = () =>
    body.append(...(control.value === usual ? rows : rows.toSorted((a, b) => numberOf(b) - numberOf(a))))
  const read = () => {
    const asked = new URLSearchParams(location.search).get('sort') ?? usual
    control.value = [...control.options].some(({ value }) => value === asked) ? asked : usual
    sort()
  }
  control.addEventListener('change', () => {
    const url = new URL(location.href)
    if (control.value === usual) url.searchParams.delete('sort')
    else url.searchParams.set('sort', control.value)
    history.replaceState(history.state, '', url)
    sort()
  })
  addEventListener('popstate', read)
  read()
}
