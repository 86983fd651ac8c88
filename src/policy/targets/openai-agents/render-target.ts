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
  about: 'OpenAI’s library for agents in JavaScript. The file is a module that you import where you make the agent.',
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
        'Save it as {file}. Connect the server and give await toolsWithPolicy(server) to the Agent as its tools. Do not list the server in mcpServers, too.',
    },
    {
      ask: 'How do I answer a question?',
      answer:
        'The run ends with interruptions. Call approve or reject of its state for each of them, and run the agent with that state.',
    },
    {
      ask: 'Why not a tool filter?',
      answer: 'createMCPToolStaticFilter cannot ask, and it reads an empty list of allowed tools as all of them.',
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
    { what: 'The module decides what an agent calls. Code that calls server.callTool itself passes it by.' },
    {
      what: 'The module takes the tools as the server lists them, so a toolFilter of the server no longer counts. Give the tools that it hides a rule.',
    },
  ],
  fileName: (serverKey) => `${serverKey}.openai-agents.ts`,
  render: renderOpenaiAgents,
})
