import { windowWords } from '../../core/capabilities.ts'
import { defineRenderTarget } from '../../core/define-render-target.ts'
import { isUncountable, renderIntercept } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'intercept',
  label: 'Intercept YAML',
  subject: 'Intercept 1.1.0',
  kind: 'gateway',
  language: 'yaml',
  minimumVersion: 'Intercept 1.1.0 or later',
  about: 'An open-source proxy between the agent and one server.',
  sources: [
    { what: 'github.com/PolicyLayer/Intercept 77f0429 (v1.1.0), POLICY.md and internal/config', read: '2026-11-20' },
    {
      what: 'github.com/PolicyLayer/Intercept 77f0429 (v1.1.0), internal/engine/engine.go and operators.go',
      read: '2026-11-20',
    },
  ],
  proof: [
    {
      grade: 'model',
      by: 'PolicyLayer/Intercept 77f0429 (v1.1.0), internal/config and internal/engine',
      read: '2026-11-20',
    },
  ],
  prominent: true,
  showsReason: true,
  questions: [
    {
      ask: 'How do I install it?',
      answer:
        'Start the proxy in front of the server with {file}. Check the file first with intercept validate -c FILE.',
    },
    {
      ask: 'What happens if a rule asks?',
      answer:
        'Intercept 1.1.0 cannot ask for approval. Such a rule becomes a tight limit if the action can be undone or is visible at once. Otherwise it becomes action: deny, until you remove that entry.',
    },
  ],
  capabilities: {
    ask: false,
    hide: true,
    limits: {
      words: windowWords,
      about:
        'Counting windows follow UTC clock minutes, hours and days, and all agents behind one proxy share the count.',
      except: {
        is: isUncountable,
        what: 'Intercept 1.1.0 rejects the whole file when a tool with a dot in its name has a rate limit.',
      },
    },
    // A missing argument fails every operator but `exists`, and all conditions of all rules must hold.
    conditions: (condition) => (condition.optional ? undefined : condition),
  },
  namesServer: false,
  fileName: (serverKey) => `${serverKey}.yaml`,
  render: renderIntercept,
})
