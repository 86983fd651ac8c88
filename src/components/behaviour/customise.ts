// Snippets for the reader's own name of the server and for another posture, rendered here by the code of the build. The
// rules and the code of the chosen target are fetched only when somebody asks for something else than the page shows.
import type { Customised } from '../../view/customise.ts'
import type { RulesFile } from '../../view/rules-file.ts'

const KEY = 'server:'
const GATEWAY = 'gateway'
const fetched = new Map<string, Promise<RulesFile>>()

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-customise]')) start(form)

function start(form: HTMLFormElement): void {
  const { customise: address = '', server = '', slug } = form.dataset
  const name = form.elements.namedItem('server') as HTMLInputElement
  const gateway = form.elements.namedItem('gateway') as HTMLInputElement
  const posture = form.elements.namedItem('posture') as RadioNodeList
  const output = form.querySelector('output')
  form.hidden = false
  const asked = new URL(location.href).searchParams
  const own = asked.get('server') ?? remembered(KEY + server)
  const stance = asked.get('posture')
  if (own) name.value = own
  gateway.value = remembered(GATEWAY) ?? ''
  if (stance && [...posture].some((one) => (one as HTMLInputElement).value === stance)) posture.value = stance
  let turn = 0
  const panels = [...document.querySelectorAll<HTMLInputElement>('[data-targets] > .tab-choice')]
  const update = async () => {
    const serverKey = name.value.trim()
    const target = panels.find(({ checked }) => checked)?.id.replace(/^target-/, '')
    if (serverKey === '' || target === undefined) return
    const mine = ++turn
    try {
      const [{ customise }, file] = await Promise.all([import('../../view/customise.ts'), rules(address)])
      const choice = {
        target,
        posture: posture.value as 'guarded',
        serverKey,
        ...(slug === undefined ? {} : { slug }),
        ...(gateway.value.trim() === '' ? {} : { gateway: gateway.value.trim() }),
      }
      const one = await customise(file, choice)
      if (mine !== turn) return
      show(one)
      if (output) output.textContent = `The policies below are ${posture.value}, for a server called ${serverKey}.`
    } catch {
      if (output) output.textContent = 'The rules could not be fetched, so the policies below are as they were.'
    }
  }
  const changed = () => {
    remember(KEY + server, name.value.trim(), server)
    remember(GATEWAY, gateway.value.trim(), '')
    const url = new URL(location.href)
    put(url, 'server', name.value.trim(), server)
    put(url, 'posture', posture.value, 'guarded')
    history.replaceState(history.state, '', url)
    void update()
  }
  form.addEventListener('input', changed)
  // A panel that is opened later is as it was.
  for (const panel of panels) panel.addEventListener('change', () => turn > 0 && void update())
  form.addEventListener('submit', (event) => event.preventDefault())
  // The target that the reader chose before is opened by another script of the page, after this one.
  if (name.value !== server || posture.value !== 'guarded' || gateway.value !== '') queueMicrotask(update)
}

function rules(address: string): Promise<RulesFile> {
  const known = fetched.get(address) ?? fetch(address).then((answer) => answer.json())
  fetched.set(address, known)
  known.catch(() => fetched.delete(address))
  return known
}

function show({ target, file, text, refusal = '', summary, points, limitations, companions }: Customised): void {
  const panel = document.getElementById(`panel-${target}`)
  const code = panel?.querySelector(`#code-${target} code`)
  if (!panel || !code) return
  code.textContent = text.replace(/\n$/, '')
  for (const button of panel.querySelectorAll<HTMLElement>('button.copy')) button.hidden = false
  for (const part of panel.querySelectorAll<HTMLElement>('[data-part="snippet"]')) part.hidden = refusal !== ''
  for (const part of panel.querySelectorAll<HTMLElement>('[data-part="refusal"]')) part.hidden = refusal === ''
  write(panel, 'reason', refusal)
  write(panel, 'file', file)
  write(panel, 'summary', summary)
  list(panel, 'points', points)
  list(panel, 'limitations', limitations)
  for (const cut of panel.querySelectorAll<HTMLElement>('[data-part="more"]')) cut.hidden = true
  save(panel.querySelector('a.download'), file, text)
  for (const [index, one] of [...panel.querySelectorAll<HTMLElement>('[data-part="companion"]')].entries()) {
    const companion = companions[index]
    one.hidden = companion === undefined
    const shown = one.querySelector('pre code')
    if (!companion || !shown) continue
    shown.textContent = companion.text
    save(one.querySelector('a'), companion.file, companion.text)
  }
}

function write(panel: HTMLElement, part: string, text: string): void {
  const element = panel.querySelector<HTMLElement>(`[data-part="${part}"]`)
  if (!element) return
  element.textContent = text
  element.hidden = text === ''
}

function list(panel: HTMLElement, part: string, texts: string[]): void {
  const element = panel.querySelector<HTMLElement>(`[data-part="${part}"]`)
  if (!element) return
  const items = texts.map((text) => {
    const item = document.createElement('li')
    item.textContent = text
    return item
  })
  element.querySelector('ul')?.replaceChildren(...items)
  element.hidden = texts.length === 0
}

function save(link: HTMLAnchorElement | null, file: string, text: string): void {
  if (!link) return
  link.href = `data:text/plain;charset=utf-8,${encodeURIComponent(text.toWellFormed())}`
  link.download = file
}

function put(url: URL, key: string, value: string, usual: string): void {
  if (value === '' || value === usual) url.searchParams.delete(key)
  else url.searchParams.set(key, value)
}

function remembered(key: string): string | undefined {
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
