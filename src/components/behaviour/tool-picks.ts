// Check boxes beside the tools of a server, and buttons that narrow the policy card of the page to the tools that the filter
// shows or that the reader checked.
const list = document.getElementById('tool-list')
const bar = document.querySelector<HTMLElement>('[data-tool-picks]')
if (list && bar) start(list, bar)

function start(list: HTMLElement, bar: HTMLElement): void {
  const rows = [...list.querySelectorAll<HTMLTableRowElement>('tbody tr')]
  const buttons = new Map([...bar.querySelectorAll('button')].map((button) => [button.dataset['pick'], button]))
  const boxes = new Map(rows.map((row) => [row, boxOf(row)]))
  const rule = bar.querySelector('select')
  const ruleLabel = bar.querySelector<HTMLElement>('[data-pick-effect]')
  let narrowed: (() => void) | undefined
  bar.hidden = rows.length === 0

  const shown = () => rows.filter(({ hidden }) => !hidden)
  const chosen = () => rows.filter((row) => boxes.get(row)?.checked)
  const update = () => {
    const [some, checked] = [shown().length, chosen().length]
    const one = buttons.get('shown')
    if (one) {
      one.textContent = `Policy for ${some === 1 ? 'this tool' : `these ${some} tools`}`
      one.hidden = some === rows.length || some === 0
    }
    const two = buttons.get('chosen')
    if (two) {
      two.textContent = `Policy for the ${checked === 1 ? 'selected tool' : `${checked} selected tools`}`
      two.hidden = checked === 0
    }
    if (ruleLabel) ruleLabel.hidden = (one?.hidden ?? true) && (two?.hidden ?? true) && narrowed === undefined
  }

  const narrow = (slugs: string[] | undefined, words: string) => {
    const effect = rule?.value || undefined
    const said = { ask: `${words}. Ask before each call`, deny: `${words}. Deny` }[effect ?? ''] ?? words
    document.dispatchEvent(new CustomEvent('policybook:tools', { detail: { slugs, words: said, effect } }))
    const all = buttons.get('all')
    if (all) all.hidden = slugs === undefined
  }
  const words = (count: number, which: string) => `${count === 1 ? 'One tool' : `${count} tools`} ${which}`
  bar.addEventListener('click', ({ target }) => {
    const pick = (target as HTMLElement).dataset['pick']
    if (pick === undefined) return
    const some = pick === 'shown' ? shown() : chosen()
    const text = words(some.length, pick === 'shown' ? 'of the list' : 'selected')
    const slugs = some.map(slugOf)
    narrowed = pick === 'all' ? undefined : () => narrow(slugs, text)
    if (narrowed) narrowed()
    else narrow(undefined, '')
    update()
    document.getElementById('policy')?.scrollIntoView({ block: 'start' })
  })
  // Another rule for the tools that the card is about.
  rule?.addEventListener('change', () => narrowed?.())
  list.addEventListener('change', update)
  document.querySelector(`form[data-filter="${list.id}"]`)?.addEventListener('filtered', update)
  update()
}

/** A check box in the first cell of a row, named after the tool. */
function boxOf(row: HTMLTableRowElement): HTMLInputElement {
  const box = document.createElement('input')
  box.type = 'checkbox'
  box.setAttribute('aria-label', `Select ${row.querySelector('code')?.textContent ?? ''}`)
  row.cells[0]?.append(box)
  return box
}

/** Last part of the address of the tool of a row. */
const slugOf = (row: HTMLTableRowElement) => row.querySelector('a')?.pathname.split('/').at(-1) ?? ''
