// The reader's own servers: which they are, how risky they are together, and one policy for all of them. Everything happens
// here; the address keeps the choice behind its #, which browsers do not send.

import { numberWords } from '../../view/number-words.ts'
import type { RulesFile } from '../../view/rules-file.ts'
import { type ChosenServer, MAX_CHOSEN, readChoice, type StackChoice, writeChoice } from '../../view/stack-choice.ts'
import type { StackPolicy } from '../../view/stack-policy.ts'
import type { RatingsFile } from '../../view/stack-ratings.ts'
import { stackTrifecta } from '../../view/stack-trifecta.ts'
import { make, part } from './elements.ts'
import { fetched } from './fetched.ts'
import { PolicyChoiceForm, usualChoice } from './policy-choice.ts'
import { announce } from './policy-files.ts'
import { remember, remembered } from './remembered.ts'
import { emptyPolicy, policySummary, showPolicy } from './shown-policy.ts'
import { StackCatalogue } from './stack-catalogue.ts'
import { acceptConfigurations } from './stack-configuration.ts'
import { type RatedRow, showRatings } from './stack-ratings.ts'
import { showTrifecta } from './stack-trifecta.ts'

/** A chosen server with its files. */
interface Loaded extends ChosenServer {
  rules: RulesFile
  ratings: RatingsFile
}

const page = document.querySelector<HTMLElement>('[data-stack]')
if (page) start(page)

function start(root: HTMLElement): void {
  const addressOf = (name: string, server: string, tool = '') =>
    (root.dataset[name] ?? '').replace('{server}', server).replace('{tool}', tool)
  let choice: StackChoice = readChoice(location.hash, usualChoice())
  /** Versions that the reader's configuration asks for, by key. */
  const versions = new Map<string, string>()
  let turn = 0

  const form = new PolicyChoiceForm(root, (chosen) => change({ ...choice, ...chosen }))
  const catalogue = new StackCatalogue(root, (id, isChosen) => {
    const others = choice.servers.filter((one) => one.id !== id)
    if (!isChosen) change({ ...choice, servers: others })
    else add([{ id, key: remembered(`server:${id}`) ?? id }])
  })
  acceptConfigurations(
    root,
    () => fetched(root.dataset['servers'] ?? ''),
    addressOf('yourServer', ''),
    (read) => {
      for (const { key, version } of read.known) if (version !== undefined) versions.set(key, version)
      if (read.target !== undefined) choice = { ...choice, target: read.target }
      add(read.known)
    },
  )
  const box = part<HTMLInputElement>(root, 'fix-box')
  box.addEventListener('change', () => change({ ...choice, fix: box.checked }))
  addEventListener('hashchange', () => {
    choice = readChoice(location.hash, choice)
    showAll()
  })
  // Until here a submitted form would have sent the text away.
  root.inert = false
  showAll()

  function add(servers: readonly ChosenServer[]): void {
    const added = servers.filter(({ key }) => !choice.servers.some((one) => one.key === key))
    change({ ...choice, servers: [...choice.servers, ...added].slice(0, MAX_CHOSEN) })
  }

  function change(next: StackChoice): void {
    choice = next
    const fragment = writeChoice(choice)
    history.replaceState(history.state, '', fragment === '' ? location.pathname : `#${fragment}`)
    showAll()
  }

  function showAll(): void {
    form.show(choice)
    catalogue.show(choice.servers.map(({ id }) => id))
    box.checked = choice.fix
    showChosen()
    void update()
  }

  /** The list of chosen servers; it stays as it is while somebody types into it. */
  function showChosen(): void {
    const list = part(root, 'chosen')
    part(root, 'none').hidden = choice.servers.length > 0
    const shown = JSON.stringify(choice.servers)
    const active = document.activeElement
    const isInside = list.contains(active)
    if (list.dataset['shown'] === shown || (isInside && active instanceof HTMLInputElement)) return
    list.dataset['shown'] = shown
    list.replaceChildren(...choice.servers.map(chosenRow))
    // The button that had the focus is gone.
    if (isInside) (list.querySelector('button') ?? part(root, 'filter')).focus()
  }

  function chosenRow(server: ChosenServer): HTMLElement {
    const { id } = server
    const input = make('input', {
      name: 'key',
      value: server.key,
      maxlength: 200,
      autocomplete: 'off',
      spellcheck: 'false',
    })
    let before = server.key
    input.addEventListener('input', () => {
      const key = input.value.trim()
      const isTaken = choice.servers.some((one) => one.key === key && key !== before)
      input.setCustomValidity(key === '' ? 'Give it a name.' : isTaken ? 'Another server has this name.' : '')
      if (!input.reportValidity()) return
      remember(`server:${id}`, key, id)
      const servers = choice.servers.map((one) => (one.key === before ? { id, key } : one))
      before = key
      change({ ...choice, servers })
    })
    const version = versions.get(server.key)
    return make(
      'li',
      { 'data-id': id },
      make('a', { href: addressOf('server', id), class: 'stack-title' }, id),
      make(
        'button',
        {
          type: 'button',
          'aria-label': `Remove ${id}`,
          onclick: () => change({ ...choice, servers: choice.servers.filter(({ key }) => key !== before) }),
        },
        'Remove',
      ),
      make('label', {}, 'Your name for it ', input),
      make('span', { class: 'quiet', 'data-version': version ?? '' }, ''),
    )
  }

  async function update(): Promise<void> {
    const mine = ++turn
    const { servers, posture, target, gateway } = choice
    const summary = part(root, 'summary')
    for (const name of ['trifecta', 'ratings']) part(root, name).hidden = servers.length === 0
    if (servers.length === 0) {
      emptyPolicy(root)
      return
    }
    try {
      const [{ stackPolicy }, ...loaded] = await Promise.all([
        import('../../view/stack-policy.ts'),
        ...servers.map(load),
      ])
      const found = loaded.filter((one) => one !== undefined)
      if (mine !== turn) return
      if (found.length < servers.length) {
        const lost = servers.filter(({ key }) => !found.some((one) => one.key === key)).map(({ id }) => id)
        choice = { ...choice, servers: servers.filter(({ key }) => found.some((one) => one.key === key)) }
        announce(`Not in this catalogue: ${lost.join(', ')}`)
        change(choice)
        return
      }
      const render = (approve: ReadonlySet<string>) =>
        stackPolicy(
          found.map(({ key, rules }) => ({
            key,
            file: rules,
            approve: new Set(rules.tools.flatMap(({ slug }) => (approve.has(`${key} ${slug}`) ? [slug] : []))),
          })),
          { target, posture, ...(gateway === '' ? {} : { gateway }) },
        )
      const plain = await render(new Set())
      const fix = stackTrifecta(rowsOf(found, plain)).fix
      const approved = new Set(fix?.tools.map(({ key, slug }) => `${key} ${slug}`))
      const policy = choice.fix && fix ? await render(approved) : plain
      if (mine !== turn) return
      showPolicy(root, policy)
      const rows = rowsOf(found, policy)
      summary.textContent = `${numberWords(found.length, 'server')}, ${policySummary(rows)}`
      showTrifecta(root, stackTrifecta(rows), fix, choice.fix)
      showRatings(root, rows)
      showTitles(found)
    } catch {
      if (mine === turn) summary.textContent = 'The rules could not be fetched. Load the page again.'
    }
  }

  async function load(server: ChosenServer): Promise<Loaded | undefined> {
    const { id } = server
    const [rules, ratings] = await Promise.allSettled([
      fetched<RulesFile>(addressOf('rules', id)),
      fetched<RatingsFile>(addressOf('ratings', id)),
    ])
    if (rules.status === 'rejected' || ratings.status === 'rejected') return undefined
    return { ...server, rules: rules.value, ratings: ratings.value }
  }

  function rowsOf(found: readonly Loaded[], { effects }: StackPolicy): RatedRow[] {
    return found.flatMap(({ key, id, ratings }) =>
      ratings.tools.map((tool) => ({
        ...tool,
        key,
        server: key,
        title: ratings.title,
        href: addressOf('tool', id, tool.slug),
        effect: effects.get(key)?.get(tool.name),
      })),
    )
  }

  function showTitles(found: readonly Loaded[]): void {
    for (const row of part(root, 'chosen').children) {
      const ratings = found.find(({ id }) => id === (row as HTMLElement).dataset['id'])?.ratings
      const title = row.querySelector('.stack-title')
      const words = row.querySelector<HTMLElement>('[data-version]')
      if (!ratings || !title || !words) continue
      title.textContent = ratings.title
      const asked = words.dataset['version'] ?? ''
      const differs = asked !== '' && asked !== ratings.version
      words.textContent = `${numberWords(ratings.tools.length, 'tool')}${differs ? `; rated ${ratings.version}, you run ${asked}` : ''}`
    }
  }
}
