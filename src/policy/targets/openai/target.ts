import { listedJson } from '../../core/combine.ts'
import { defineTarget } from '../../core/define-target.ts'
import { renderOpenai } from './render.ts'
import { simulateOpenai } from './simulate.ts'

/** One entry of `tools` in a request to OpenAI’s Responses API or Agents SDK. */
export const openai = defineTarget({
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
      answer:
        'Into tools of a request. server_url is yours to fill in; what allowed_tools does not name is not offered.',
    },
  ],
  capabilities: { ask: true, hide: true, denyHides: true, limits: false, conditions: false },
  listsAllowed: true,
  namesServer: true,
  defaultEffect: () => 'deny',
  limitations: (_rules, { defaultEffect }) =>
    defaultEffect === 'allow'
      ? [
          {
            what: 'The entry lists what may be called: add the other tools that you need.',
            excuses: [{ kind: 'unlisted', does: 'deny' }],
          },
        ]
      : [],
  fileName: (serverKey) => `${serverKey}.openai.json`,
  render: renderOpenai,
  simulate: simulateOpenai,
  combine: listedJson,
})
