import type { Posture } from '../../schema/posture.ts'
import { part } from './elements.ts'
import { remember, remembered } from './remembered.ts'

/** For which product, and how strict. */
export interface PolicyChoice {
  target: string
  posture: Posture
  gateway: string
}

const USUAL = { target: 'claude-code', posture: 'guarded', gateway: '' } as const

/** What the reader chose on any page before. */
export const usualChoice = (): PolicyChoice => ({
  target: remembered('client') ?? USUAL.target,
  posture: (remembered('posture') ?? USUAL.posture) as Posture,
  gateway: remembered('gateway') ?? USUAL.gateway,
})

/**
 * The form in which target, posture and gateway are chosen.
 * @param changed told what is chosen, after each change.
 */
export class PolicyChoiceForm {
  readonly #form: HTMLFormElement
  readonly #target: HTMLSelectElement
  readonly #gateway: HTMLInputElement
  readonly #postures: HTMLInputElement[]

  constructor(root: ParentNode, changed: (choice: PolicyChoice) => void) {
    this.#form = part<HTMLFormElement>(root, 'choice')
    this.#target = this.#form.elements.namedItem('target') as HTMLSelectElement
    this.#gateway = this.#form.elements.namedItem('gateway') as HTMLInputElement
    this.#postures = [...this.#form.querySelectorAll<HTMLInputElement>('input[name="posture"]')]
    this.#form.addEventListener('submit', (event) => event.preventDefault())
    this.#form.addEventListener('input', () => {
      const choice = this.read()
      remember('client', choice.target, USUAL.target)
      remember('posture', choice.posture, USUAL.posture)
      remember('gateway', choice.gateway, USUAL.gateway)
      this.#explain()
      changed(choice)
    })
  }

  read(): PolicyChoice {
    const posture = this.#postures.find(({ checked }) => checked)?.value ?? USUAL.posture
    return { target: this.#target.value, posture: posture as Posture, gateway: this.#gateway.value.trim() }
  }

  /** Shows a choice; what the form does not have becomes what is usual. */
  show({ target, posture, gateway }: PolicyChoice): void {
    const has = [...this.#target.options].some(({ value }) => value === target)
    this.#target.value = has ? target : USUAL.target
    const found = this.#postures.find(({ value }) => value === posture) ?? this.#postures[0]
    if (found) found.checked = true
    this.#gateway.value = gateway
    this.#explain()
  }

  #explain(): void {
    const { gateway = '' } = this.#target.selectedOptions[0]?.dataset ?? {}
    const field = part(this.#form, 'gateway')
    field.hidden = gateway === ''
    const label = field.querySelector('span')
    if (label) label.textContent = `Your gateway (${gateway})`
  }
}
