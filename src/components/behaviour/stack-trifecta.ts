import { numberWords } from '../../view/number-words.ts'
import type { StackTrifecta } from '../../view/stack-trifecta.ts'
import { make, part } from './elements.ts'
import type { RatedRow } from './stack-ratings.ts'

const MAX_SHOWN = 12
const MAX_NAMED = 4

/**
 * Prints whether the servers complete the lethal trifecta under the policy, and what breaks it.
 * @param fix the tools that break it where the policy is as the posture has it.
 * @param isFixed whether these tools need approval now.
 */
export function showTrifecta(
  root: HTMLElement,
  found: StackTrifecta<RatedRow>,
  fix: StackTrifecta<RatedRow>['fix'],
  isFixed: boolean,
): void {
  part(root, 'trifecta-sentence').textContent = sentenceOf(found)
  part(root, 'fix').hidden = fix === undefined
  part(root, 'fix-words').textContent = fix ? fixWords(fix.tools, isFixed) : ''
  for (const block of root.querySelectorAll<HTMLElement>('[data-leg]')) {
    const leg = block.dataset['leg'] as keyof typeof found.all
    const [tools, free] = [found.all[leg], found.unattended[leg]]
    const summary = block.querySelector('summary')
    if (summary)
      summary.textContent = `${block.dataset['title']}: ${numberWords(tools.length, 'tool')}, ${free.length} without approval`
    block.querySelector('ul')?.replaceChildren(
      ...tools.slice(0, MAX_SHOWN).map((tool) => {
        const words = tool.legs[leg]
        const why = words === '' ? ', by the reviewers' : `, ${words}`
        return make('li', {}, make('a', { href: tool.href }, make('code', {}, tool.label)), ` ${tool.title}${why}`)
      }),
      ...(tools.length > MAX_SHOWN ? [make('li', {}, `and ${tools.length - MAX_SHOWN} more`)] : []),
    )
  }
}

const PARTS = { private: 'reads private data', untrusted: 'sees untrusted content', outward: 'can send data out' }

function sentenceOf({ all, complete, completedBy, servers }: StackTrifecta<RatedRow>): string {
  const [these, verb] = servers === 1 ? ['This server', 'completes'] : ['These servers', 'complete']
  if (!complete.servers) {
    const missing = (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter((leg) => all[leg].length === 0)
    return `${these} ${servers === 1 ? 'does' : 'do'} not complete it: no tool ${missing.map((leg) => PARTS[leg]).join(', and none ')}.`
  }
  const without =
    servers > 1 && completedBy.length > 0 && completedBy.length <= MAX_NAMED
      ? ` It is not complete without ${completedBy.join(', or without ')}.`
      : ''
  if (complete.unattended)
    return `Text from a stranger can get this agent to read private data and send it out, and this policy asks nobody.${without}`
  if (complete.reachable)
    return `${these} ${verb} it, but with this policy at least one step needs approval. Read what you approve.${without}`
  return `${these} ${verb} it, and this policy breaks it.${without}`
}

function fixWords(tools: readonly RatedRow[], isFixed: boolean): string {
  const names = tools.slice(0, MAX_NAMED).map(({ title, label }) => `${title} ${label}`)
  const more = tools.length > MAX_NAMED ? ` and ${tools.length - MAX_NAMED} more` : ''
  const which = tools.length === 1 ? 'this tool' : `these ${tools.length} tools`
  return `${isFixed ? 'The policy asks' : 'Smallest fix: ask'} before ${which}: ${names.join(', ')}${more}. Definitions can leave out a way, so the risk is lower and not gone.`
}
