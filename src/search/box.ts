import { type Arranged, arrange, filters, needsText, type Row, type TextHit } from './arrange.ts'
import { create } from './create-element.ts'
import { createLookup, type Found } from './lookup.ts'
import { matchedParts } from './matched-parts.ts'
import { createTextSearch } from './text-search.ts'

/** Names are looked up while one types; texts when one pauses, because Pagefind's program is ten times as large. */
const PAUSE = 60
const PAUSE_FOR_TEXT = 250
const LIST = 'search-results'

/** What a row says that it leads to. */
const KINDS = {
  server: 'Server',
  tool: 'Tool',
  attack: 'Attack',
  target: 'Target',
  lint: 'Lint rule',
  guide: 'Guide',
  page: 'Page',
}
/** The shape tells the level apart from colour, as on the pages. */
const SHAPES: Record<string, string> = { Low: '○', Medium: '◐', High: '●', Critical: '◆' }

let box: ReturnType<typeof makeBox> | undefined

/**
 * Opens the search.
 * @param root the path that the site is served under, without a slash at its end.
 * @param text what is searched at once; without it, what was typed before stands there, selected.
 */
export function openBox(root: string, text?: string): void {
  box ??= makeBox(root)
  box.open(text)
}

function makeBox(root: string) {
  const lookup = createLookup(async (path) => {
    const answer = await fetch(`${root}/search/${path}`)
    if (!answer.ok) throw new Error(`${answer.status} for ${path}`)
    return answer.json()
  })
  const searchText = createTextSearch(() => import(/* @vite-ignore */ `${root}/pagefind/pagefind.js`))

  const input = create('input', {
    type: 'text',
    role: 'combobox',
    'aria-label': 'Search',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': LIST,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'go',
    placeholder: 'Tool, server, attack, client or word',
  })
  const close = create('button', { type: 'button' }, 'Close')
  const chips = Object.keys(filters).map((name) =>
    create('button', { type: 'button', 'aria-pressed': String(name === 'All') }, name),
  )
  const note = create('p', { class: 'search-note', role: 'status' })
  const list = create('div', {
    class: 'search-results',
    id: LIST,
    role: 'listbox',
    'aria-label': 'Results',
    hidden: '',
  })
  const keys = create('p', { class: 'search-keys' })
  keys.append(
    create('kbd', {}, '↑'),
    ' ',
    create('kbd', {}, '↓'),
    ' choose · ',
    create('kbd', {}, 'Enter'),
    ' open · ',
    create('kbd', {}, 'Esc'),
    ' close',
  )
  const dialog = create('dialog', { class: 'search-box', 'aria-label': 'Search' })
  dialog.append(
    create('div', { class: 'search-top' }, input, close),
    create('div', { class: 'search-chips', role: 'group', 'aria-label': 'Show only' }, ...chips),
    note,
    list,
    keys,
  )
  document.body.append(dialog)

  let filter = 'All'
  let options: HTMLAnchorElement[] = []
  let chosen = -1
  /** Number of the newest query: an answer to an older one is not shown. */
  let newest = 0
  let shown: { found: Found; text: TextHit[] } | undefined
  /** Whether what was typed has no rows yet, and whether the first is to be opened when it has. */
  let isWaiting = false
  let opensFirst = false

  function choose(index: number, isByKey = true): void {
    options[chosen]?.setAttribute('aria-selected', 'false')
    chosen = index
    const option = options[index]
    if (!option) {
      input.removeAttribute('aria-activedescendant')
      return
    }
    option.setAttribute('aria-selected', 'true')
    input.setAttribute('aria-activedescendant', option.id)
    if (isByKey) option.scrollIntoView({ block: 'nearest' })
  }

  /** @param keep whether the row that was chosen stays chosen, where it is shown again. */
  function render(keep = false): void {
    const { groups, note: words }: Arranged = shown
      ? arrange(shown.found, shown.text, filter)
      : { groups: [], note: 'Names as logs write them work, too: mcp__supabase__execute_sql.' }
    const before = keep ? options[chosen]?.href : undefined
    options = []
    list.replaceChildren(
      ...groups.map(({ title, rows }, at) => {
        const heading = create(
          'div',
          { class: 'search-group-title', id: `search-group-${at}`, role: 'presentation' },
          title,
        )
        const group = create('div', { role: 'group', 'aria-labelledby': heading.id }, heading)
        for (const row of rows) {
          const option = toOption(row, root, shown?.found.used ?? [])
          option.id = `search-option-${options.length}`
          options.push(option)
          group.append(option)
        }
        return group
      }),
    )
    list.hidden = options.length === 0
    input.setAttribute('aria-expanded', String(options.length > 0))
    const count = `${options.length === 1 ? '1 result' : `${options.length} results`}${moreWords(shown?.found)}.`
    note.textContent = [words, ...(shown && options.length > 0 ? [count] : []), ...emptyWords()].join(' ')
    chosen = -1
    const kept = options.findIndex(({ href }) => href === before)
    choose(options.length === 0 ? -1 : Math.max(0, kept), false)
  }

  const emptyWords = (): string[] =>
    options.length > 0 || !shown || shown.found.query.wanted.length === 0
      ? []
      : filter === 'All'
        ? ['No name is spelled like it.']
        : [`Nothing under ${filter}.`]

  /** Shows what is found, and opens the first row where Enter came before it. */
  function show(found: Found, text: TextHit[], keep: boolean): void {
    shown = { found, text }
    render(keep)
    if (options.length === 0) return
    isWaiting = false
    if (opensFirst && (found.by === 'names' || found.by === 'corrected')) options[0]?.click()
    opensFirst = false
  }

  async function run(): Promise<void> {
    const own = ++newest
    isWaiting = true
    const typed = input.value
    if (typed.trim() === '') {
      shown = undefined
      isWaiting = false
      render()
      return
    }
    try {
      const found = await lookup(typed)
      if (own !== newest) return
      // What says that nothing is found waits until the texts are searched, too.
      if (found.hits.length > 0 && found.by !== 'some') show(found, [], false)
      if (!needsText(found)) {
        isWaiting = false
        return
      }
      await new Promise((done) => setTimeout(done, PAUSE_FOR_TEXT))
      if (own !== newest) return
      const text = await searchText(found.query).catch(() => [])
      if (own !== newest) return
      show(found, text, true)
      isWaiting = false
    } catch {
      if (own !== newest) return
      shown = undefined
      render()
      note.textContent = 'The search index cannot be read. Reload the page, or use the list of servers.'
    }
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  input.addEventListener('input', () => {
    clearTimeout(timer)
    isWaiting = true
    opensFirst = false
    timer = setTimeout(run, PAUSE)
  })
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && options.length > 0) {
      event.preventDefault()
      choose((chosen + step + options.length) % options.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (isWaiting) {
        opensFirst = true
        return
      }
      const option = options[chosen]
      if (option && (event.ctrlKey || event.metaKey)) window.open(option.href, '_blank', 'noopener')
      else option?.click()
    }
  })
  // A link to a section of the page that one is on loads nothing, so the box would stay open.
  list.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a') && !event.ctrlKey && !event.metaKey) dialog.close()
  })
  close.addEventListener('click', () => dialog.close())
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  chips.forEach((chip) => {
    chip.addEventListener('click', () => {
      filter = chip.textContent ?? 'All'
      for (const one of chips) one.setAttribute('aria-pressed', String(one === chip))
      render()
      input.focus()
    })
  })

  return {
    open(text?: string) {
      if (!dialog.open) dialog.showModal()
      if (text !== undefined) input.value = text
      input.focus()
      if (text === undefined) input.select()
      run()
    },
  }
}

/** How many more there are than are listed. */
const moreWords = (found: Found | undefined): string =>
  found && found.total > found.hits.length ? ` of ${count(found.total)} names` : ''

/** One row: name with its matched parts, kind, severity, and where it is. All of it as text, because servers wrote it. */
function toOption({ record, excerpt }: Row, root: string, words: readonly string[]): HTMLAnchorElement {
  const { kind, label, path, about, category, severity, server, servers, tools, aliases } = record
  const name = create('span', { class: 'search-name' }, ...marked(label, words))
  const side = create('span', { class: 'search-side' }, KINDS[kind])
  if (severity !== undefined)
    side.append(
      create(
        'span',
        { class: 'search-badge', 'data-severity': severity },
        create('span', { 'aria-hidden': 'true' }, `${SHAPES[severity] ?? ''} `),
        category === undefined ? severity : `${category} · ${severity}`,
      ),
    )
  const alias = kind === 'server' ? undefined : aliases.find((one) => one !== about && isAsked(one, words))
  const parts = [
    ...(server ? [marked(server.title, words)] : []),
    ...(servers !== undefined ? [[`${count(servers)} servers have a tool of this name`]] : []),
    ...(tools !== undefined ? [[tools === 1 ? '1 tool' : `${count(tools)} tools`]] : []),
    ...(about && about !== KINDS[kind] ? [marked(about, words)] : []),
    ...(alias !== undefined ? [[create('span', { class: 'search-alias' }, ...marked(alias, words))]] : []),
    ...(excerpt ? [marked(excerpt, words)] : []),
  ]
  const option = create(
    'a',
    { class: 'search-row', role: 'option', tabindex: '-1', 'aria-selected': 'false', 'data-kind': kind },
    name,
    side,
  )
  option.href = `${root}${path}`
  const under = parts.flatMap((part, at) => (at === 0 ? part : [' · ', ...part]))
  if (under.length > 0) option.append(create('span', { class: 'search-under' }, ...under))
  return option
}

const count = (number: number) => number.toLocaleString('en')

const isAsked = (alias: string, words: readonly string[]) => matchedParts(alias, words).some(({ isMatch }) => isMatch)

const marked = (text: string, words: readonly string[]): (string | Node)[] =>
  matchedParts(text, words).map((part) =>
    part.isMatch ? create('b', { class: 'search-match' }, part.text) : part.text,
  )
