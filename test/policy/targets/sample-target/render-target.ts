import { windowWords } from '../../../../src/policy/core/capabilities.ts'
import { defineRenderTarget } from '../../../../src/policy/core/define-render-target.ts'
import { renderTurnstile } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'turnstile',
  label: 'Turnstile',
  kind: 'gateway',
  language: 'json',
  minimumVersion: 'Turnstile 1',
  about: 'A gateway that does not exist.',
  sources: [{ what: 'this folder', read: '2026-11-21' }],
  proof: [{ grade: 'model', by: 'a product that does not exist', read: '2026-11-21' }],
  questions: [{ ask: 'Where does the file go?', answer: 'Nowhere: {file} is read by nothing.' }],
  gateway: 'Turnstile: its colour',
  capabilities: {
    ask: false,
    hide: true,
    limits: { words: windowWords, about: 'It counts for everybody together.' },
    conditions: (condition) => (condition.op === 'eq' && !condition.optional ? condition : undefined),
  },
  namesServer: true,
  refuseName: (tool) => (tool.includes('!') ? 'Turnstile takes no exclamation mark.' : undefined),
  limitations: () => [{ what: 'Turnstile does not exist.' }],
  fileName: (serverKey) => `${serverKey}.turnstile.json`,
  render: renderTurnstile,
})
