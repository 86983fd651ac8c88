import { defineTarget } from '../../core/define-target.ts'
import { toolhiveLinter } from './lint.ts'
import { checkableCondition, TOOLS_ONLY } from './policies.ts'
import { renderToolhive } from './render.ts'
import { simulateToolhive } from './simulate.ts'

/** The authorization file of ToolHive. */
export const toolhive = defineTarget({
  id: 'toolhive',
  label: 'ToolHive Cedar',
  subject: 'ToolHive’s policy',
  kind: 'gateway',
  language: 'yaml',
  minimumVersion: 'ToolHive with --authz-config',
  about: 'A runner and proxy for servers in containers; the file is given to `thv run` for one server.',
  sources: [
    { what: 'stacklok/toolhive e25de16c, docs/authz.md and pkg/authz/authorizers/cedar/core.go', read: '2026-11-21' },
    { what: 'docs.cedarpolicy.com, authorization', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'model', by: 'stacklok/toolhive e25de16c, pkg/authz/authorizers/cedar/core.go', read: '2026-11-21' },
    { grade: 'model', by: 'cedar-wasm', version: '4.13.0' },
  ],
  questions: [
    {
      ask: 'How is the file given to the server?',
      answer: 'With --authz-config when it is run. What no policy permits is refused, and missing from the list.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: false, conditions: checkableCondition },
  namesServer: false,
  limitations: () => [TOOLS_ONLY],
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.authz.yaml`,
  render: renderToolhive,
  simulate: simulateToolhive,
  linter: toolhiveLinter,
})
