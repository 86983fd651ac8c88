import { defineRenderTarget } from '../../core/define-render-target.ts'
import { refuseRecordName } from '../../core/record-name.ts'
import type { Limitation } from '../../core/snippet.ts'
import { CODEX_MODES, CODEX_VERSIONS } from './modes.ts'
import { renderCodex } from './render.ts'
import { codexServer } from './server-name.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'codex',
  label: 'Codex',
  kind: 'client',
  language: 'toml',
  minimumVersion: 'Codex with approval modes for tools, tried in 0.169.0',
  about: 'OpenAI’s coding agent. The tables go into its configuration beside the server’s own command or address.',
  sources: [{ what: 'openai/codex, codex-rs/config/src/mcp_types.rs and core/config.schema.json', read: '2026-11-20' }],
  proof: [
    { grade: 'product', by: 'Codex', version: '0.169.0' },
    { grade: 'model', by: 'openai/codex, codex-rs/config/src/mcp_types.rs', read: '2026-11-20' },
  ],
  prominent: true,
  questions: [
    {
      ask: 'Why does Codex refuse the file?',
      answer:
        'A table of a server needs its command or url. The snippet has none: add its lines to the table that you have in {file}.',
    },
    {
      ask: 'What do the modes mean?',
      answer:
        'approve means already approved: calls pass without a question. prompt asks before each call, and its answer is never remembered. Tools in disabled_tools are not offered, under any flag.',
    },
  ],
  modes: CODEX_MODES,
  failingVersions: CODEX_VERSIONS,
  capabilities: { ask: true, hide: true, denyHides: true, limits: false, conditions: false },
  namesServer: true,
  serverId: codexServer,
  refuseName: refuseRecordName,
  limitations: (_rules, { serverKey }) => [PATCH, ...(codexServer(serverKey) === serverKey ? [] : [RENAMED])],
  fileName: () => '~/.codex/config.toml',
  render: renderCodex,
})

const PATCH: Limitation = {
  what: 'The snippet has no command or url: add its lines to the table of the server that you have, or Codex refuses the file.',
}

const RENAMED: Limitation = {
  what: 'Codex starts no server whose key holds others than letters, digits, underscore, dot, slash and hyphen. The tables name it with hyphens: rename the server to that.',
}
