import { defineRenderTarget } from '../../core/define-render-target.ts'
import type { Limitation } from '../../core/snippet.ts'
import { NO_TOOL, renderOpenai } from './render.ts'
import { serverLabel } from './server-label.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'openai',
  label: 'OpenAI API',
  subject: 'OpenAI’s API',
  kind: 'api',
  language: 'json',
  minimumVersion: 'the Responses API',
  about: 'An entry in a request’s `tools`. Fill in the server’s URL.',
  sources: [
    { what: 'the types of the npm package openai, Tool.Mcp', read: '2026-11-20' },
    { what: 'platform.openai.com/docs/guides/tools-connectors-mcp', read: '2026-11-20' },
  ],
  proof: [
    { grade: 'schema', by: 'the types of the npm package openai', version: '7.57.0' },
    { grade: 'model', by: 'platform.openai.com/docs/guides/tools-connectors-mcp', read: '2026-11-20' },
  ],
  questions: [
    {
      ask: 'Where does the entry go?',
      answer: 'Add it to tools in a request, and fill in server_url. The model sees only the tools in allowed_tools.',
    },
    {
      ask: 'What happens to a call that needs approval?',
      answer:
        'The response ends with an mcp_approval_request, and the call waits until your program answers it. We did not test programmatic callers (allowed_callers). The documentation does not say whether they need approval.',
    },
  ],
  capabilities: { ask: true, hide: true, denyHides: true, limits: false, conditions: false },
  listsAllowed: true,
  serverId: serverLabel,
  namesServer: true,
  defaultEffect: () => 'deny',
  limitations: (rules, { defaultEffect, serverKey }) => [
    ...(rules.some(({ effect }) => effect !== 'hide') ? [] : [EMPTY]),
    ...(defaultEffect === 'allow'
      ? [
          {
            what: 'The model sees only listed tools: add the other tools that you need.',
            excuses: [{ kind: 'unlisted' as const, does: 'deny' as const }],
          },
        ]
      : []),
    ...(serverLabel(serverKey) === serverKey ? [] : [RENAMED]),
  ],
  fileName: (serverKey) => `${serverKey}.openai.json`,
  render: renderOpenai,
})

const EMPTY: Limitation = {
  what: `No document says whether an empty allowed_tools offers nothing or everything, so the list holds “${NO_TOOL}”, which is the name of no tool. If you need no tool of the server, leave it out of the request.`,
}

const RENAMED: Limitation = {
  what: 'A label must begin with a letter and can have only letters, digits, hyphens and underscores. The snippet replaces other characters with hyphens.',
}
