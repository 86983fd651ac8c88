import { numberWords } from '../../view/number-words.ts'
import type { StackPolicy } from '../../view/stack-policy.ts'
import { make, part } from './elements.ts'
import { policyFile } from './policy-files.ts'
import type { RatedRow } from './stack-ratings.ts'

/** Prints the files of a policy with what they cannot say. */
export function showPolicy(root: HTMLElement, { files, limitations, refusals, place, unasked }: StackPolicy): void {
  part(root, 'files').replaceChildren(
    ...refusals.map(({ key, what }) => make('p', {}, `${key}: ${what}`)),
    ...(unasked === '' ? [] : [make('p', { class: 'warning' }, unasked)]),
    ...(files.length === 0 ? [] : [make('p', { class: 'quiet' }, place)]),
    ...files.map(policyFile),
  )
  const list = part(root, 'limitations')
  list.hidden = limitations.length === 0
  list.querySelector('ul')?.replaceChildren(...limitations.map((what) => make('li', {}, what)))
}

/** Takes a policy away and says why there is none. */
export function emptyPolicy(root: HTMLElement, words?: string): void {
  part(root, 'files').replaceChildren()
  part(root, 'limitations').hidden = true
  const summary = part(root, 'summary')
  summary.textContent = words ?? summary.dataset['empty'] ?? ''
}

/** How many tools there are of each severity, and what the policy does with them: "12 tools: 1 high, 11 low. This policy …". */
export function policySummary(rows: readonly Pick<RatedRow, 'severity' | 'effect'>[]): string {
  const bySeverity = ['Critical', 'High', 'Medium', 'Low'].flatMap((severity) => {
    const count = rows.filter((row) => row.severity === severity).length
    return count === 0 ? [] : [`${count.toLocaleString('en')} ${severity.toLowerCase()}`]
  })
  const of = (...effects: string[]) => rows.filter(({ effect = '' }) => effects.includes(effect)).length
  const counts: [number, string][] = [
    [of('deny', 'hide'), 'denies'],
    [of('ask'), 'asks about'],
    [of('allow', 'limit'), 'allows'],
  ]
  const does = counts.flatMap(([count, verb]) => (count === 0 ? [] : [`${verb} ${count.toLocaleString('en')}`]))
  const policy = does.length === 0 ? '' : ` This policy ${does.join(', ').replace(/, ([^,]*)$/, ' and $1')}.`
  return `${numberWords(rows.length, 'tool')}${bySeverity.length > 0 ? `: ${bySeverity.join(', ')}` : ''}.${policy}`
}
