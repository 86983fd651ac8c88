import { windowWords } from '../../core/capabilities.ts'
import { defineRenderTarget } from '../../core/define-render-target.ts'
import { COUNTS_IN_PROCESS } from '../../core/module-code.ts'
import { moduleCondition } from '../../core/module-rules.ts'
import { renderAiSdk } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'ai-sdk',
  label: 'AI SDK',
  subject: 'The module',
  kind: 'api',
  language: 'typescript',
  minimumVersion: 'AI SDK 7; older versions ignore toolApproval, and every tool runs',
  about: 'Vercel’s TypeScript library for agents. The file is a module that you import where you call the model.',
  sources: [
    { what: 'the package ai 7.0.173, docs/03-agents/06-tool-approvals.mdx', read: '2026-11-21' },
    { what: 'the package ai 7.0.173, src/generate-text/resolve-tool-approval.ts', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'product', by: 'the npm package ai', version: '7.0.173' },
    { grade: 'model', by: 'the package ai, src/generate-text/resolve-tool-approval.ts', read: '2026-11-21' },
  ],
  questions: [
    {
      ask: 'How do I use the module?',
      answer:
        'Save it as {file}. Call withPolicy(await client.tools()) and give the tools and the toolApproval of the result to generateText, streamText or ToolLoopAgent.',
    },
    {
      ask: 'How do I use it for several servers?',
      answer:
        'Call the withPolicy of each file with the tools of its server. Spread the tools of all results into one object, and their toolApproval into another. Two tools of one name are one tool for the SDK: leave one out.',
    },
    {
      ask: 'What happens to tools without a rule?',
      answer: 'The SDK runs them. The module hides them where the policy denies what is not listed.',
    },
    {
      ask: 'Can a caller forge an approval?',
      answer: 'A denial holds. Set experimental_toolApprovalSecret, or a caller can send an approval that nobody gave.',
    },
  ],
  capabilities: {
    ask: true,
    hide: true,
    limits: { words: windowWords, about: COUNTS_IN_PROCESS },
    conditions: moduleCondition,
  },
  showsReason: true,
  namesServer: false,
  limitations: () => [
    {
      what: 'The SDK does not ask toolApproval about tools that a model’s provider runs itself, such as a hosted MCP server.',
    },
  ],
  fileName: (serverKey) => `${serverKey}.ai-sdk.ts`,
  render: renderAiSdk,
})
