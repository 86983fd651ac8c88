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
  about: 'An entry of `tools` in a request; the address of the server is yours to fill in.',
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
      answer: 'Into tools of a request. Fill in server_url. The model is not offered what allowed_tools does not list.',
    },
    {
      ask: 'What happens to a call that needs approval?',
      answer:
        'The response ends with an mcp_approval_request, and the call waits until your program answers it. Programmatic callers (allowed_callers) were not tried: no document says whether approval holds for them.',
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
            what: 'The entry lists what may be called: add the other tools that you need.',
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
  what: 'The API takes labels that begin with a letter and hold letters, digits, hyphens and underscores only. The snippet writes others as hyphens.',
}
