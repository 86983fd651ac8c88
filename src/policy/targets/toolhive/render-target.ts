import { defineRenderTarget } from '../../core/define-render-target.ts'
import { checkableCondition, toolhiveLimitations } from './policies.ts'
import { renderToolhive } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'toolhive',
  label: 'ToolHive Cedar',
  subject: 'ToolHive’s policy',
  kind: 'gateway',
  language: 'yaml',
  minimumVersion: 'ToolHive with --authz-config',
  about: 'A proxy that runs servers in containers. Pass the file to `thv run`, one per server.',
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
      ask: 'How do I install it?',
      answer:
        'Start the server with thv run --authz-config {file}. ToolHive refuses and hides every tool that no policy permits.',
    },
    {
      ask: 'Does it affect prompts and resources?',
      answer:
        'Yes, the same file applies. A snippet for one tool permits them explicitly. A policy for the whole server denies them, because policybook rates only tools and a resource can hold the same secrets. The limitation under the policy has the two lines that permit them.',
    },
    {
      ask: 'Which arguments can it check?',
      answer:
        'Texts, booleans and numbers, as context.arg_NAME. Every number is a decimal, so arg_n == 5 never matches; the snippet writes arg_n.lessThanOrEqual(decimal("5.0")). For lists and objects, a policy sees only whether they are present.',
    },
    {
      ask: 'What if a policy causes an error?',
      answer: 'ToolHive refuses the call, for example if an argument has a different type than the policy expects.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: false, conditions: checkableCondition },
  namesServer: false,
  limitations: toolhiveLimitations,
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.authz.yaml`,
  render: renderToolhive,
})
