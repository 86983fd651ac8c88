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
  about: 'A hosted gateway between the agent and its servers.',
  sources: [{ what: 'policylayer.com/docs/writing-policies and /docs/core-concepts', read: '2026-11-20' }],
  proof: [{ grade: 'model', by: 'the documentation at policylayer.com/docs', read: '2026-11-20' }],
  showsReason: true,
  questions: [
    {
      ask: 'How do I install it?',
      answer:
        'Save it as the server’s policy in the gateway. It applies from the next request. A grant without a policy denies everything.',
    },
    {
      ask: 'Who shares a limit?',
      answer: 'Nobody: each grant has its own count. A grant is one agent’s token, and every limit has scope: grant.',
    },
  ],
  capabilities: {
    ask: false,
    hide: true,
    limits: { words: windowWords, about: 'Each grant has its own count. A grant is one agent’s token.' },
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
  what: 'The gateway’s policy cannot check the type of an optional argument. It lets a value of another type through, such as a list; the server’s schema refuses it.',
}
