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
  about: 'Vercel’s TypeScript library for agents. Import the module where you call the model.',
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
        'Call each file’s withPolicy with its server’s tools. Spread the tools of all results into one object, and their toolApproval into another. The SDK treats two tools with the same name as one: leave one out.',
    },
    {
      ask: 'What happens to tools without a rule?',
      answer: 'The SDK runs them. The module hides them if the policy denies unlisted tools.',
    },
    {
      ask: 'Can a caller forge an approval?',
      answer:
        'Not for denied tools. For other tools, yes: set experimental_toolApprovalSecret to prevent forged approvals.',
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
      what: 'The SDK does not use toolApproval for tools that the model provider runs, such as a hosted MCP server.',
    },
  ],
  fileName: (serverKey) => `${serverKey}.ai-sdk.ts`,
  render: renderAiSdk,
})
