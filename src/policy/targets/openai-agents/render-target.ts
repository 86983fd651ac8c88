import { windowWords } from '../../core/capabilities.ts'
import { defineRenderTarget } from '../../core/define-render-target.ts'
import { COUNTS_IN_PROCESS } from '../../core/module-code.ts'
import { moduleCondition } from '../../core/module-rules.ts'
import { renderOpenaiAgents } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'openai-agents',
  label: 'OpenAI Agents SDK',
  subject: 'The module',
  kind: 'api',
  language: 'typescript',
  minimumVersion: 'OpenAI Agents SDK for JavaScript with getAllMcpTools; tried with 0.20.0',
  about: 'OpenAI’s JavaScript library for agents. Import the module where you create the agent.',
  sources: [
    { what: 'openai/openai-agents-js at 6d0c61a5, tests of filters and approvals', read: '2026-11-21' },
    { what: 'the package @openai/agents 0.20.0, called', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'product', by: 'the npm package @openai/agents', version: '0.20.0' },
    { grade: 'model', by: 'openai/openai-agents-js, src/mcp.ts at 6d0c61a5', read: '2026-11-21' },
  ],
  questions: [
    {
      ask: 'How do I use the module?',
      answer:
        'Save it as {file}. Connect the server and pass await toolsWithPolicy(server) to the Agent as its tools. Do not also list the server in mcpServers.',
    },
    {
      ask: 'How do I approve a call?',
      answer:
        'The run ends with interruptions. Call approve or reject on its state for each one, and run the agent again with that state.',
    },
    {
      ask: 'Why not a tool filter?',
      answer: 'createMCPToolStaticFilter cannot ask, and it treats an empty allow-list as all tools.',
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
  limitations: () => [
    { what: 'The module checks the agent’s calls only. Code that calls server.callTool directly bypasses it.' },
    {
      what: 'The module uses the server’s full tool list, so the server’s toolFilter no longer applies. Add a rule for each tool that it hides.',
    },
  ],
  fileName: (serverKey) => `${serverKey}.openai-agents.ts`,
  render: renderOpenaiAgents,
})
