// What the card shows of one target, made in the browser as PolicyCard.astro makes it in the page. Text only: names are hostile.
import type { Customised } from '../../view/customise.ts'
import { proofLine, proofShapes } from '../../view/proof-words.ts'
import { shownText } from '../../view/shown-text.ts'
import { kindLabels, pickedTargets } from '../../view/target-picker.ts'

/** Lists every target by kind, and chooses one of them. */
export function fillPicker(select: HTMLSelectElement, chosen: string): void {
  const groups = Object.entries(kindLabels).map(([kind, label]) => {
    const group = document.createElement('optgroup')
    group.label = label
    for (const one of pickedTargets) if (one.kind === kind) group.append(new Option(one.label, one.id))
    return group
  })
  const first = select.value
  select.replaceChildren(...groups)
  select.value = pickedTargets.some(({ id }) => id === chosen) ? chosen : first
}

/** What a panel says beside its policy. */
export interface PanelContext {
  /** What the policy is about, for labels. */
  subject: string
  /** Address of the page of the target. */
  href: string
  /** Address of the policy of the whole server. */
  whole: string
  save(file: { file: string; text: string }): void
}

/** The panel of one target. */
export function panelFor(
  { target, label, file, text, refusal, summary, points, limitations, companions, proof }: Customised,
  { subject, href, whole, save }: PanelContext,
): HTMLDetailsElement {
  const panel = element('details', { class: 'policy-card-panel', 'data-target': target, 'data-file': file })
  const said = [summary, ...points].filter((one) => one !== '').join(' ')
  panel.append(element('summary', {}, label))
  if (refusal === undefined) panel.append(...fileParts({ file, text }, `${label} policy for ${subject}`))
  else panel.append(element('p', {}, refusal), wholeLink(whole))
  if (said !== '') panel.append(element('p', {}, said))
  for (const one of companions) {
    const details = element(
      'details',
      {},
      element('summary', {}, element('code', {}, one.file)),
      element('p', {}, one.about),
    )
    details.append(...fileParts(one, `${one.file} for ${subject}`))
    details.querySelector('button')?.addEventListener('click', (event) => {
      event.stopPropagation()
      save(one)
    })
    panel.append(details)
  }
  const [limitation, ...others] = limitations
  if (limitation !== undefined)
    panel.append(element('p', { class: 'policy-card-limitation' }, element('b', {}, 'Limitation:'), ` ${limitation}`))
  if (others.length > 0)
    panel.append(
      element(
        'details',
        {},
        element('summary', {}, others.length === 1 ? '1 more limitation' : `${others.length} more limitations`),
        element('ul', {}, ...others.map((one) => element('li', {}, one))),
      ),
    )
  const { grade, words } = proofLine(proof)
  panel.append(
    element(
      'p',
      { class: 'policy-card-proof' },
      element(
        'span',
        { class: `proof-${grade}` },
        element('span', { 'aria-hidden': 'true' }, proofShapes[grade]),
        ` ${words}`,
      ),
      ' ',
      element('a', { href }, 'How to apply it'),
    ),
  )
  return panel
}

const wholeLink = (href: string) =>
  element('p', { class: 'policy-card-whole' }, element('a', { href, download: '' }, 'File for the whole server'))

function fileParts({ file, text }: { file: string; text: string }, label: string): HTMLElement[] {
  const shown = shownText(text, 'browser')
  const head = element(
    'p',
    { class: 'policy-card-file' },
    element('code', {}, file),
    ' ',
    element('button', { type: 'button' }, 'Download'),
  )
  const pre = element('pre', { tabindex: '0', role: 'region', 'aria-label': label }, element('code', {}, shown.text))
  if (shown.more === 0) return [head, pre]
  const more = `… and ${shown.more.toLocaleString('en')} more lines. Copy and Download take the whole file.`
  return [head, pre, element('p', {}, more)]
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}
