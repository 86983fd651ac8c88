// The policy card: the snippet of the client, the posture and the names that the reader chose. What the page holds is shown as
// it is; everything else is rendered here by the code that renders the pages, fetched when it is wanted.
import type { Customised } from '../../view/customise.ts'
import type { RulesFile } from '../../view/rules-file.ts'
import type { ToolRecord } from '../../view/tool-record.ts'

/** What another part of the page asks for: rules for these tools alone, of the posture or with one effect; undefined for all. */
interface Narrowing {
  slugs: string[] | undefined
  words: string
  effect?: 'ask' | 'deny'
}

const DEFAULT_POSTURE = 'guarded'
const files = new Map<string, Promise<RulesFile>>()

for (const card of document.querySelectorAll<HTMLElement>('.policy-card')) start(card)

function start(card: HTMLElement): void {
  const { server = '', slug, rules = '', targets = '', subject = '' } = card.dataset
  const find = <E extends Element = HTMLElement>(selector: string) => card.querySelector(selector) as E
  const [choice, names] = card.querySelectorAll('form') as unknown as [HTMLFormElement, HTMLFormElement]
  const select = choice.elements.namedItem('target') as HTMLSelectElement
  const postures = choice.elements.namedItem('posture') as RadioNodeList
  const key = names.elements.namedItem('server') as HTMLInputElement
  const gateway = names.elements.namedItem('gateway') as HTMLInputElement
  const copy = find<HTMLButtonElement>('.policy-card-copy')
  const first = select.value
  /** The whole text of a panel, where the panel shows a part of it or another made it. */
  const made = new WeakMap<Element, Customised>()
  let only: { slugs: readonly string[]; words: string; effect?: 'ask' | 'deny' } | undefined
  let turn = 0
  let said: ReturnType<typeof setTimeout> | undefined

  const chosen = () => ({
    target: select.value,
    posture: postures.value as 'guarded',
    serverKey: key.value.trim() || server,
    ...(gateway.value.trim() === '' ? {} : { gateway: gateway.value.trim() }),
    ...(only
      ? { slugs: only.slugs, ...(only.effect ? { effect: only.effect } : {}) }
      : slug === undefined
        ? {}
        : { slugs: [slug] }),
  })
  type Chosen = ReturnType<typeof chosen>
  const asServed = JSON.stringify({ ...chosen(), target: '', posture: DEFAULT_POSTURE, serverKey: server })
  const sameAs = (wanted: Chosen) => JSON.stringify({ ...wanted, target: '' })
  const panelOf = (target: string) => card.querySelector<HTMLDetailsElement>(`[data-target="${target}"]`)
  for (const panel of card.querySelectorAll<HTMLElement>('[data-target]')) panel.dataset['made'] = asServed

  const render = async (wanted: Chosen): Promise<Customised> => {
    const [{ customise }, record] = await Promise.all([import('../../view/customise.ts'), recordOf(card, rules)])
    return customise(record, wanted)
  }

  async function update(): Promise<void> {
    const mine = ++turn
    const wanted = chosen()
    say()
    const there = panelOf(wanted.target)
    if (there?.dataset['made'] === sameAs(wanted)) return open(there)
    const shown = card.querySelector('[data-target][open]')
    shown?.setAttribute('aria-busy', 'true')
    try {
      const one = await render(wanted)
      if (mine !== turn) return
      const [{ panelFor }, { policyFile }] = await Promise.all([
        import('./policy-panel.ts'),
        import('../../view/policy-file.ts'),
      ])
      const whole = rules.replace(/[^/]+$/, policyFile({ id: one.target, language: one.language }, wanted.posture))
      const panel = panelFor(one, { subject, href: `${targets}/${one.target}`, whole, save })
      panel.dataset['made'] = sameAs(wanted)
      made.set(panel, one)
      const before = panelOf(wanted.target)
      if (before) before.replaceWith(panel)
      else [...card.querySelectorAll('[data-target]')].at(-1)?.after(panel)
      open(panel)
    } catch {
      if (mine !== turn) return
      shown?.removeAttribute('aria-busy')
      announce('The policy could not be rendered. The one below is for another choice.')
    }
  }

  /** The words of the posture, and which fields matter. */
  function say(): void {
    const input = [...postures].find((one) => (one as HTMLInputElement).checked) as HTMLInputElement
    const { words = '', warning = '', note = '' } = input.dataset
    find('#policy-words').textContent = only ? 'Policy for these tools' : words
    find('.policy-card-verdict small').textContent = only?.effect
      ? 'your choice'
      : input.value === DEFAULT_POSTURE
        ? 'recommended'
        : `${input.value} posture`
    write('.policy-card-note', only ? '' : note)
    write('.policy-card-warning', only ? '' : warning)
    write('.policy-card-only', only?.words ?? '')
  }

  function write(selector: string, text: string): void {
    const element = find(selector)
    element.textContent = text
    element.hidden = text === ''
  }

  function open(panel: HTMLDetailsElement): void {
    for (const one of card.querySelectorAll<HTMLDetailsElement>('[data-target]')) {
      one.open = one === panel
      one.removeAttribute('aria-busy')
    }
    copy.hidden = panel.querySelector('pre') === null
    const words = made.get(panel)?.gateway
    const label = gateway.closest('label') as HTMLElement
    label.hidden = words === undefined
    if (words !== undefined) gateway.title = words
  }

  /** The whole text that a panel stands for. */
  async function textOf(panel: HTMLElement): Promise<{ file: string; text: string }> {
    const whole = made.get(panel)
    if (whole) return whole
    if (panel.dataset['more'] !== undefined) return render(chosen())
    return { file: panel.dataset['file'] ?? '', text: `${panel.querySelector('pre code')?.textContent ?? ''}\n` }
  }

  copy.addEventListener('click', async () => {
    const panel = card.querySelector<HTMLElement>('[data-target][open]')
    if (!panel) return
    let done = 'Copied'
    // What an earlier click said is not about this one.
    clearTimeout(said)
    copy.textContent = 'Copy'
    try {
      await navigator.clipboard.writeText((await textOf(panel)).text)
    } catch {
      // Refused by the browser (no permission, or not a secure address): mark the text for Ctrl-C instead.
      const code = panel.querySelector('pre code')
      if (code) getSelection()?.selectAllChildren(code)
      done = 'Press Ctrl-C'
    }
    copy.textContent = done
    announce(done)
    said = setTimeout(() => {
      copy.textContent = 'Copy'
    }, 2000)
  })

  card.addEventListener('click', async (event) => {
    const button = (event.target as Element).closest('.policy-card-file button')
    const panel = button?.closest<HTMLElement>('[data-target]')
    if (panel) save(await textOf(panel))
  })

  choice.addEventListener('change', () => {
    remember('client', select.value, '')
    remember('posture', postures.value, DEFAULT_POSTURE)
    address({ target: [select.value, first], posture: [postures.value, DEFAULT_POSTURE] })
    void update()
  })
  names.addEventListener('input', () => {
    remember(`server:${server}`, key.value.trim(), server)
    remember('gateway', gateway.value.trim(), '')
    address({ server: [key.value.trim(), server] })
    void update()
  })
  for (const form of [choice, names]) form.addEventListener('submit', (event) => event.preventDefault())
  document.addEventListener('policybook:tools', (event) => {
    const { slugs, words, effect } = (event as CustomEvent<Narrowing>).detail
    only = slugs && { slugs, words, ...(effect ? { effect } : {}) }
    void update()
  })

  // What the reader chose before, here or on another page.
  const asked = new URL(location.href).searchParams
  const stance = asked.get('posture') ?? recall('posture')
  if (stance && [...postures].some((one) => (one as HTMLInputElement).value === stance)) postures.value = stance
  key.value = asked.get('server') || recall(`server:${server}`) || server
  gateway.value = recall('gateway') ?? ''
  const client = asked.get('target') ?? recall('client') ?? first
  const known = panelOf(client) !== null
  if (known) {
    select.value = client
    void update()
  }
  void import('./policy-panel.ts').then(({ fillPicker }) => {
    fillPicker(select, known ? select.value : client)
    if (!known) void update()
  })
}

/** What is embedded in the page, or the rules of the whole server. */
function recordOf(card: HTMLElement, address: string): Promise<RulesFile> {
  const block = card.querySelector('.policy-card-record')?.textContent
  const known =
    files.get(address) ??
    (block
      ? import('../../view/tool-record.ts').then(({ unpackRecord }) => unpackRecord(JSON.parse(block) as ToolRecord))
      : fetch(address).then((answer) => answer.json()))
  files.set(address, known)
  known.catch(() => files.delete(address))
  return known
}

function save({ file, text }: { file: string; text: string }): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.download = file.split('/').at(-1) ?? file
  link.click()
  // After the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

function announce(words: string): void {
  const announcement = document.querySelector('#announcement')
  if (announcement) announcement.textContent = words
}

/** Writes what differs from the default into the address, and removes what does not. */
function address(values: Record<string, readonly [value: string, usual: string]>): void {
  const url = new URL(location.href)
  for (const [name, [value, usual]] of Object.entries(values))
    if (value === '' || value === usual) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  history.replaceState(history.state, '', url)
}

function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    // Storage can be switched off; then nothing is remembered.
    return undefined
  }
}

function remember(key: string, value: string, usual: string): void {
  try {
    if (value === '' || value === usual) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // As above.
  }
}
