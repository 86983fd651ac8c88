// The linter in the browser: what a pasted policy does not do as it seems to say. Nothing of it is sent or kept.
import type { LintedText, ShownFinding, StartedServer } from '../../view/check-policy.ts'
import { numberWords } from '../../view/number-words.ts'
import type { RatingsFile } from '../../view/stack-ratings.ts'
import type { ChoosableServer } from '../../view/stack-servers.ts'
import { make, part } from './elements.ts'
import { fetched } from './fetched.ts'
import { policyFile } from './policy-files.ts'

/** Servers whose tools are fetched for one policy. */
const MAX_SERVERS = 40
const MAX_SHOWN = 200

const page = document.querySelector<HTMLFormElement>('[data-check]')
if (page) start(page)

function start(form: HTMLFormElement): void {
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement
  const status = part(form, 'status')
  let file = ''
  let turn = 0
  form.hidden = false

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void check()
  })
  field('text').addEventListener('input', () => {
    file = ''
  })
  field('file').addEventListener('change', async () => {
    const opened = field('file').files?.[0]
    if (!opened) return
    field('text').value = await opened.text()
    file = opened.name
    field('file').value = ''
    void check()
  })
  field('target').addEventListener('change', () => void check())

  async function check(): Promise<void> {
    const mine = ++turn
    const text = field('text').value
    for (const name of ['findings', 'fixed']) part(form, name).replaceChildren()
    if (text.trim() === '') {
      status.textContent = 'Paste a policy first.'
      return
    }
    status.textContent = 'Checking …'
    try {
      const { lintText, startedServers } = await import('../../view/check-policy.ts')
      const catalogue = await fetched<ChoosableServer[]>(form.dataset['servers'] ?? '')
      const started = [
        ...startedServers(text, file, catalogue),
        ...startedServers(field('config').value, '', catalogue),
      ].slice(0, MAX_SERVERS)
      const servers = new Map(await Promise.all(started.map(toolsOf)))
      const target = field('target').value
      const checked = await lintText(text, file, { servers, ...(target === '' ? {} : { target }) })
      if (mine === turn) show(checked, file, servers.size)
    } catch {
      if (mine === turn) status.textContent = 'The rules could not be fetched. Load the page again.'
    }
  }

  async function toolsOf({ key, id }: StartedServer): Promise<[string, string[] | null]> {
    if (id === undefined) return [key, null]
    const { tools } = await fetched<RatingsFile>((form.dataset['ratings'] ?? '').replace('{server}', id))
    return [key, tools.map(({ name }) => name)]
  }

  function show(checked: LintedText | { why: string }, name: string, servers: number): void {
    if ('why' in checked) {
      status.textContent = `Nothing was checked: ${checked.why}. Choose what it is written for.`
      return
    }
    const { target, findings, fixed } = checked
    const known = servers === 0 ? ' Names of tools were not checked.' : ''
    status.textContent =
      findings.length === 0
        ? `Nothing to find in this policy for ${target.label}.${known}`
        : `${numberWords(findings.length, 'finding')} in this policy for ${target.label}.${known}`
    part(form, 'findings').replaceChildren(
      ...findings.slice(0, MAX_SHOWN).map(entry),
      ...(findings.length > MAX_SHOWN
        ? [make('li', {}, `and ${numberWords(findings.length - MAX_SHOWN, 'more finding')}`)]
        : []),
    )
    if (fixed)
      part(form, 'fixed').replaceChildren(
        make('h2', {}, 'Fixed'),
        make('p', {}, `${fixed.count} corrected, ${fixed.findings.length} left for you to decide.`),
        policyFile({ file: name === '' ? 'fixed policy' : name, text: fixed.text }),
      )
  }

  function entry({ rule, line, column, title, what, fix }: ShownFinding): HTMLElement {
    const href = (form.dataset['rule'] ?? '').replace('{rule}', rule)
    return make(
      'li',
      {},
      make('p', {}, make('strong', {}, title), ` in line ${line}, column ${column}`),
      make('p', {}, `${what}. ${fix}`),
      make('p', { class: 'quiet' }, make('a', { href }, rule)),
    )
  }
}
