import { windowWords } from '../../core/capabilities.ts'
import { defineRenderTarget } from '../../core/define-render-target.ts'
import type { Excuse, Limitation } from '../../core/snippet.ts'
import { renderGateway } from './render.ts'
import { violations } from './violations.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'gateway',
  label: 'Gateway JSON',
  subject: 'The gateway’s policy',
  kind: 'gateway',
  language: 'json',
  minimumVersion: 'a policy of version 1',
  about: 'A hosted gateway that stands between the agent and its servers.',
  sources: [{ what: 'policylayer.com/docs/writing-policies and /docs/core-concepts', read: '2026-11-20' }],
  proof: [{ grade: 'model', by: 'the documentation at policylayer.com/docs', read: '2026-11-20' }],
  showsReason: true,
  questions: [
    {
      ask: 'How do I install it?',
      answer:
        'It is the policy of one server in the gateway. What it says holds from the next request on, and a grant without a policy denies everything.',
    },
    {
      ask: 'For whom does it count?',
      answer: 'For each grant by itself; a grant is one agent’s token, and scope: grant says so in every limit.',
    },
  ],
  capabilities: {
    ask: false,
    hide: true,
    limits: { words: windowWords, about: 'It counts for each grant by itself; a grant is one agent’s token.' },
    conditions: (condition) => (!condition.optional || violations(condition) ? condition : undefined),
  },
  namesServer: false,
  limitations(rules) {
    const excuses = rules.flatMap(({ rule, conditions }): Excuse[] =>
      conditions.some(({ optional }) => optional) ? [{ kind: 'other types', tool: rule.tool }] : [],
    )
    return excuses.length > 0 ? [{ ...OTHER_TYPES, excuses }] : []
  },
  fileName: (serverKey) => `${serverKey}.json`,
  render: renderGateway,
})

const OTHER_TYPES: Limitation = {
  what: 'The gateway’s policy cannot check the type of an optional argument. A value of another type, such as a list, passes; the server refuses it by its schema.',
}
