// Servers or tools side by side, from the files of the servers. The address says which.
import { compareServers, compareTools, MAX_COLUMNS, readCompare } from '../../view/compare-choice.ts'
import { type CompareColumn, serverColumn, sharedTools, toolColumn } from '../../view/compare-columns.ts'
import { letterOf } from '../../view/name-letter.ts'
import type { RulesFile } from '../../view/rules-file.ts'
import type { RatingsFile } from '../../view/stack-ratings.ts'
import type { NamesFile } from '../../view/tool-names.ts'
import { make, part } from './elements.ts'
import { fetched } from './fetched.ts'
import { StackCatalogue } from './stack-catalogue.ts'
import { severityWord } from './stack-ratings.ts'

const page = document.querySelector<HTMLElement>('[data-compare]')
if (page) start(page)

function start(root: HTMLElement): void {
  const addressOf = (name: string, words: Record<string, string>) =>
    Object.entries(words).reduce((text, [key, word]) => text.replace(`{${key}}`, word), root.dataset[name] ?? '')
  const status = part(root, 'status')
  let turn = 0
  const catalogue = new StackCatalogue(root, (id, isChosen) => {
    const before = readCompare(location.search).servers.filter((one) => one !== id)
    const ids = isChosen ? [...before, id].slice(-MAX_COLUMNS) : before
    history.replaceState(history.state, '', `?${compareServers(ids)}`)
    void show()
  })
  addEventListener('popstate', () => void show())
  root.inert = false
  void show()

  async function show(): Promise<void> {
    const mine = ++turn
    const choice = readCompare(location.search)
    catalogue.show(choice.servers)
    for (const name of ['table', 'shared', 'others']) part(root, name).replaceChildren()
    status.textContent = 'Choose two to four servers.'
    try {
      const tools = choice.name !== '' && choice.tools.length === 0 ? await offering(choice.name) : choice.tools
      if (mine !== turn) return
      if (tools.length > 0) await showTools(tools, mine)
      else if (choice.name !== '') status.textContent = 'No server of the catalogue offers a tool of this name.'
      else if (choice.servers.length > 0) await showServers(choice.servers, mine)
    } catch {
      if (mine === turn) status.textContent = 'The catalogue does not have this, or it could not be fetched.'
    }
  }

  async function offering(name: string): Promise<{ server: string; slug: string }[]> {
    const names = await fetched<NamesFile>(addressOf('names', { letter: letterOf(name) })).catch((): NamesFile => ({}))
    const found = Object.hasOwn(names, name) ? (names[name] ?? []) : []
    return found.map(([server, slug]) => ({ server, slug }))
  }

  function load(server: string): Promise<[RatingsFile, RulesFile]> {
    return Promise.all([
      fetched<RatingsFile>(addressOf('ratings', { server })),
      fetched<RulesFile>(addressOf('rules', { server })),
    ])
  }

  async function showServers(ids: readonly string[], mine: number): Promise<void> {
    const files = await Promise.all(ids.map(load))
    if (mine !== turn) return
    const columns = files.map(([ratings, rules]) => serverColumn(ratings, rules))
    showTable(
      columns,
      ids.map((server) => addressOf('server', { server })),
    )
    status.textContent =
      ids.length === 1 ? 'Choose one more server.' : `${columns.map(({ title }) => title).join(', ')}`
    const shared = sharedTools(files.map(([ratings]) => ratings))
    if (shared.length === 0) return
    const lines = shared.map(({ label, tools }) =>
      make(
        'li',
        {},
        make('code', {}, label),
        ' ',
        ...tools.flatMap(({ severity }, index) => [
          `${index > 0 ? ', ' : ''}${files[index]?.[0].title}: `,
          severityWord(severity),
        ]),
      ),
    )
    part(root, 'shared').replaceChildren(make('h2', {}, 'Tools of the same name'), make('ul', {}, ...lines))
  }

  async function showTools(all: readonly { server: string; slug: string }[], mine: number): Promise<void> {
    const tools = all.slice(0, MAX_COLUMNS)
    const files = await Promise.all(tools.map(({ server }) => load(server)))
    if (mine !== turn) return
    const columns = tools.map(({ slug }, index) => {
      const [ratings, rules] = files[index] as [RatingsFile, RulesFile]
      const tool = ratings.tools.find((one) => one.slug === slug)
      if (!tool) throw new Error(`no tool ${slug}`)
      return toolColumn(ratings, tool, rules)
    })
    showTable(
      columns,
      tools.map(({ server, slug }) => addressOf('tool', { server, tool: slug })),
    )
    status.textContent = columns.map(({ title, about }) => `${title} of ${about}`).join(', ')
    const others = all.slice(MAX_COLUMNS).map((one) => {
      const query = compareTools([...tools.slice(0, MAX_COLUMNS - 1), one])
      return make('li', {}, make('a', { href: `?${query}` }, one.server))
    })
    if (others.length > 0)
      part(root, 'others').replaceChildren(make('h2', {}, 'Also offered by'), make('ul', {}, ...others))
  }

  function showTable(columns: readonly CompareColumn[], links: readonly string[]): void {
    const head = make(
      'tr',
      {},
      make('td'),
      ...columns.map(({ title, about }, index) =>
        make(
          'th',
          { scope: 'col' },
          make('a', { href: links[index] }, title),
          make('span', { class: 'quiet' }, ` ${about}`),
        ),
      ),
    )
    const rows = (columns[0]?.rows ?? []).map(({ row }, index) => {
      const cells = columns.map(({ rows: own }) => own[index])
      const isSame = cells.length > 1 && cells.every((cell) => cell?.text === cells[0]?.text)
      return make(
        'tr',
        isSame ? { class: 'compare-same' } : {},
        make('th', { scope: 'row' }, row),
        ...cells.map((cell) => make('td', {}, cell?.severity ? severityWord(cell.text) : (cell?.text ?? ''))),
      )
    })
    part(root, 'table').replaceChildren(make('thead', {}, head), make('tbody', {}, ...rows))
  }
}
