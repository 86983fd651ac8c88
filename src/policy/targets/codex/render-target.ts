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
  about: 'OpenAI’s coding agent. Add the tables to its configuration, next to the server’s command or url.',
  sources: [{ what: 'openai/codex, codex-rs/config/src/mcp_types.rs and core/config.schema.json', read: '2026-11-20' }],
  proof: [
    { grade: 'product', by: 'Codex', version: '0.169.0' },
    { grade: 'model', by: 'openai/codex, codex-rs/config/src/mcp_types.rs', read: '2026-11-20' },
  ],
  prominent: true,
  questions: [
    {
      ask: 'Why does Codex reject the file?',
      answer:
        'A server table needs a command or url, which the snippet does not have. Add its lines to your existing table in {file}.',
    },
    {
      ask: 'What do the modes mean?',
      answer:
        'approve means already approved: calls run without asking. prompt asks before every call and never remembers the answer. The model never sees tools in disabled_tools, whatever flags you use.',
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
  what: 'The snippet has no command or url. Add its lines to your existing server table, or Codex rejects the file.',
}

const RENAMED: Limitation = {
  what: 'Codex does not start a server whose key has characters other than letters, digits, underscore, dot, slash and hyphen. The tables use hyphens instead: rename the server to match.',
}
