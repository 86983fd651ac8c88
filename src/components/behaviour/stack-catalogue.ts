import type { ChoosableServer } from '../../view/stack-servers.ts'
import { make, part } from './elements.ts'
import { fetched } from './fetched.ts'

/** Servers that are added to the list at a time, of those that the page does not list. */
const MAX_ADDED = 50

/** The list of servers to choose from, with a field that narrows it. */
export class StackCatalogue {
  readonly #root: HTMLElement
  readonly #list: HTMLElement
  #chosen: readonly string[] = []

  /** @param changed told when somebody chooses a server or takes one back. */
  constructor(root: HTMLElement, changed: (id: string, isChosen: boolean) => void) {
    this.#root = root
    this.#list = part(root, 'list')
    this.#list.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement) changed(target.value, target.checked)
    })
    const field = part<HTMLInputElement>(root, 'filter')
    field.addEventListener('input', () => void this.#filter(field.value))
  }

  /** Ticks the chosen servers. */
  show(ids: readonly string[]): void {
    this.#chosen = ids
    for (const box of this.#list.querySelectorAll<HTMLInputElement>('input')) box.checked = ids.includes(box.value)
  }

  async #filter(text: string): Promise<void> {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean)
    const fits = (said: string) => words.every((word) => said.includes(word))
    if (words.join('').length > 1 && this.#list.children.length < Number(this.#root.dataset['total']))
      await this.#addMore(fits)
    const entries = [...this.#list.children] as HTMLElement[]
    for (const entry of entries) entry.hidden = !fits(entry.dataset['text'] ?? '')
    part(this.#root, 'no-server').hidden = entries.some(({ hidden }) => !hidden)
  }

  async #addMore(fits: (said: string) => boolean): Promise<void> {
    const all = await fetched<ChoosableServer[]>(this.#root.dataset['servers'] ?? '').catch(() => [])
    const known = new Set([...this.#list.querySelectorAll('input')].map(({ value }) => value))
    const said = ({ id, title, package: name }: ChoosableServer) => `${id} ${title} ${name}`.toLowerCase()
    const more = all.filter((server) => !known.has(server.id) && fits(said(server))).slice(0, MAX_ADDED)
    this.#list.append(
      ...more.map((server) => {
        const box = make('input', { type: 'checkbox', value: server.id })
        box.checked = this.#chosen.includes(server.id)
        const count = make('span', { class: 'quiet' }, String(server.tools))
        return make('li', { 'data-text': said(server) }, make('label', {}, box, ` ${server.title} `, count))
      }),
    )
  }
}
