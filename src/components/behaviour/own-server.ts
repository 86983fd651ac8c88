// The reader's own server: its tools rated here by the rules of the site. Nothing of them is sent, kept or put into the address.
import type { ServerData } from '../../schema/manifest.ts'
import type { Tool } from '../../schema/tool.ts'
import { numberWords } from '../../view/number-words.ts'
import type { OwnRules } from '../../view/own-rules.ts'
import type { OwnServer, OwnTool } from '../../view/own-server.ts'
import { stackTrifecta } from '../../view/stack-trifecta.ts'
import { make, part } from './elements.ts'
import { fetched } from './fetched.ts'
import { PolicyChoiceForm, usualChoice } from './policy-choice.ts'
import { emptyPolicy, policySummary, showPolicy } from './shown-policy.ts'
import { EFFECTS, type RatedRow, riskiestFirst, severityWord } from './stack-ratings.ts'
import { showTrifecta } from './stack-trifecta.ts'

const MAX_SHOWN = 50

/** Shows what a list looks like, and what the page says of it. */
const EXAMPLE = {
  tools: [
    {
      name: 'search_tickets',
      description: 'Search support tickets by text. Returns subject, customer and messages.',
      inputSchema: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
      annotations: { readOnlyHint: true },
    },
    {
      name: 'send_reply',
      description: 'Send an e-mail reply to the customer of a ticket.',
      inputSchema: {
        type: 'object',
        properties: { ticket_id: { type: 'string' }, to: { type: 'string' }, body: { type: 'string' } },
        required: ['ticket_id', 'body'],
      },
    },
    {
      name: 'delete_ticket',
      description: 'Permanently delete a ticket and its messages.',
      inputSchema: { type: 'object', properties: { ticket_id: { type: 'string' } }, required: ['ticket_id'] },
    },
  ],
}

const page = document.querySelector<HTMLElement>('[data-own]')
if (page) start(page)

function start(root: HTMLElement): void {
  const paste = part<HTMLFormElement>(root, 'paste')
  const field = paste.elements.namedItem('text') as HTMLTextAreaElement
  const file = paste.elements.namedItem('file') as HTMLInputElement
  const key = paste.elements.namedItem('key') as HTMLInputElement
  const data = paste.elements.namedItem('data') as HTMLSelectElement
  const box = part<HTMLInputElement>(root, 'fix-box')
  let tools: readonly Tool[] = []
  let turn = 0

  const form = new PolicyChoiceForm(root, () => void update())
  form.show(usualChoice())
  const take = async (text: string) => {
    const { readTools } = await import('../../view/own-tools.ts')
    const read = readTools(text)
    tools = read.tools
    box.checked = false
    part(root, 'problems').replaceChildren(...read.problems.map((what) => make('p', {}, what)))
    await update()
  }
  paste.addEventListener('submit', (event) => {
    event.preventDefault()
    void take(field.value)
  })
  file.addEventListener('change', async () => {
    const text = await file.files?.[0]?.text()
    file.value = ''
    if (text !== undefined) void take(text)
  })
  part(root, 'example').addEventListener('click', () => {
    field.value = JSON.stringify(EXAMPLE, null, 2)
    void take(field.value)
  })
  for (const one of [key, data, box]) one.addEventListener('input', () => void update())
  // Until here a submitted form would have sent the text away.
  root.inert = false

  async function update(): Promise<void> {
    const mine = ++turn
    for (const name of ['ratings', 'trifecta']) part(root, name).hidden = tools.length === 0
    const name = key.value.trim()
    if (tools.length === 0 || name === '') return emptyPolicy(root, name === '' ? 'Give the server a name.' : undefined)
    try {
      const [{ stackPolicy }, { ownRater }, rules] = await Promise.all([
        import('../../view/stack-policy.ts'),
        import('../../view/own-server.ts'),
        fetched<OwnRules>(root.dataset['rules'] ?? ''),
      ])
      if (mine !== turn) return
      rater ??= ownRater(rules)
      const own = rater(tools, { key: name, data: data.value as ServerData })
      const { target, posture, gateway } = form.read()
      const render = (approve: ReadonlySet<string>) =>
        stackPolicy([{ key: name, file: own.rules, approve }], {
          target,
          posture,
          ...(gateway === '' ? {} : { gateway }),
        })
      const plain = await render(new Set())
      const rowsOf = (policy: typeof plain): (RatedRow & OwnTool)[] =>
        own.tools.map((tool) => ({
          ...tool,
          key: name,
          server: name,
          title: '',
          href: `#tool-${tool.slug}`,
          effect: policy.effects.get(name)?.get(tool.name),
        }))
      const { fix } = stackTrifecta(rowsOf(plain))
      const policy = box.checked && fix ? await render(new Set(fix.tools.map(({ slug }) => slug))) : plain
      if (mine !== turn) return
      const rows = rowsOf(policy)
      showPolicy(root, policy)
      part(root, 'summary').textContent = policySummary(rows)
      showTrifecta(root, stackTrifecta(rows), fix, box.checked)
      showTools(root, rows)
    } catch {
      if (mine === turn) emptyPolicy(root, 'The rules could not be fetched. Load the page again.')
    }
  }
}

let rater: ((tools: readonly Tool[], server: { key: string; data: ServerData }) => OwnServer) | undefined

function showTools(root: HTMLElement, rows: readonly (RatedRow & OwnTool)[]): void {
  const sorted = riskiestFirst(rows)
  const list = part(root, 'tools')
  const more = part<HTMLButtonElement>(root, 'more')
  const show = (count: number) => {
    list.replaceChildren(...sorted.slice(0, count).map(toolEntry))
    more.hidden = sorted.length <= count
    more.textContent = `Show all ${numberWords(sorted.length, 'tool')}`
  }
  more.onclick = () => show(sorted.length)
  show(MAX_SHOWN)
}

function toolEntry({
  slug,
  label,
  severity,
  category,
  why,
  evidence,
  confidence,
  findings,
  effect,
}: RatedRow & OwnTool): HTMLElement {
  return make(
    'li',
    { id: `tool-${slug}` },
    make(
      'div',
      { class: 'own-head' },
      make('code', {}, label),
      severityWord(severity),
      make('span', {}, category),
      make('span', {}, effect === undefined ? '' : `Policy: ${EFFECTS[effect].toLowerCase()}`),
    ),
    make('p', {}, why),
    make(
      'p',
      { class: 'quiet' },
      `${evidence.length > 0 ? `${category} because of ${evidence.join('; ')}. ` : ''}${confidence === 'none' ? 'No confidence.' : `Confidence is ${confidence}.`}`,
    ),
    ...findings.map(({ title, level, quote, fix }) =>
      make(
        'p',
        { class: 'own-finding', 'data-level': level },
        make('strong', {}, title),
        ` (${level})${quote === '' ? '' : `: ${quote}`}. ${fix}`,
      ),
    ),
  )
}
