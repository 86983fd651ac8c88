import { windowWords } from '../../../../src/policy/core/capabilities.ts'
import { mergedJson } from '../../../../src/policy/core/combine.ts'
import { defineTarget } from '../../../../src/policy/core/define-target.ts'
import { turnstileLinter } from './lint.ts'
import { renderTurnstile } from './render.ts'
import { simulateTurnstile } from './simulate.ts'

/** A product that does not exist, for the test that adds a target. */
export const turnstile = defineTarget({
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
  simulate: simulateTurnstile,
  linter: turnstileLinter,
  combine: mergedJson,
})
