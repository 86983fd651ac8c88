import { windowWords } from '../../core/capabilities.ts'
import { defineRenderTarget } from '../../core/define-render-target.ts'
import { COUNTS_IN_PROCESS } from '../../core/module-code.ts'
import { moduleCondition } from '../../core/module-rules.ts'
import { refuseRecordName } from '../../core/record-name.ts'
import { renderLangchain } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'langchain',
  label: 'LangChain',
  subject: 'The module',
  kind: 'api',
  language: 'typescript',
  minimumVersion: 'LangChain 1 for JavaScript; tried with 1.5.14',
  about: 'A JavaScript library for agents. Import the module where you create the agent.',
  sources: [
    { what: 'langchain-ai/langchainjs at 62fc484b, hitl.ts and its tests', read: '2026-11-21' },
    { what: 'the package langchain 1.5.14, called', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'product', by: 'the npm package langchain', version: '1.5.14' },
    { grade: 'model', by: 'langchain-ai/langchainjs, hitl.ts at 62fc484b', read: '2026-11-21' },
  ],
  questions: [
    {
      ask: 'How do I use the module?',
      answer:
        'Save it as {file}. Call withPolicy(await client.getTools()) and give the tools and the middleware of the result to createAgent, with a checkpointer. If the client prefixes tool names, pass the prefix as the second argument.',
    },
    {
      ask: 'How do I approve a call?',
      answer: 'The run stops with an interrupt. Resume it with one decision for each call: approve or reject.',
    },
    {
      ask: 'How do I use it for several servers?',
      answer:
        'LangChain accepts one humanInTheLoopMiddleware. Create it from the interruptOn of all results, and leave out the first middleware of each. Two tools with the same name would be one tool for the model: let the client prefix tool names.',
    },
  ],
  capabilities: {
    ask: true,
    hide: true,
    denyHides: true,
    limits: { words: windowWords, about: COUNTS_IN_PROCESS },
    conditions: moduleCondition,
  },
  namesServer: false,
  refuseName: refuseRecordName,
  limitations: () => [
    {
      what: 'A caller that sets interruptOn in a run’s context replaces this module’s approvals: do not let users set the context.',
    },
  ],
  fileName: (serverKey) => `${serverKey}.langchain.ts`,
  render: renderLangchain,
})
