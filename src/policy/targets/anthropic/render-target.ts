import { defineRenderTarget } from '../../core/define-render-target.ts'
import { refuseRecordName } from '../../core/record-name.ts'
import { renderAnthropic } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'anthropic',
  label: 'Anthropic API',
  subject: 'Anthropic’s API',
  kind: 'api',
  language: 'json',
  minimumVersion: 'the Messages API with mcp_toolset',
  about: 'An entry in a request’s `tools`. It refers to a server in the same request’s `mcp_servers`.',
  sources: [{ what: 'the types of the npm package @anthropic-ai/sdk, BetaMCPToolset', read: '2026-11-20' }],
  proof: [
    { grade: 'schema', by: 'the types of the npm package @anthropic-ai/sdk', version: '1.11.0' },
    { grade: 'model', by: 'the same types, BetaMCPToolset', read: '2026-11-20' },
  ],
  questions: [
    {
      ask: 'Where does the entry go?',
      answer:
        'Add it to tools in a request that has a server of the same name in mcp_servers. With enabled: false in default_config, the model sees only tools that configs enables.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: false, conditions: false },
  namesServer: true,
  refuseName: refuseRecordName,
  fileName: (serverKey) => `${serverKey}.anthropic.json`,
  render: renderAnthropic,
})
