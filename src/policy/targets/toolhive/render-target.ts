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
      ask: 'How do I install it?',
      answer:
        'Start the server with thv run --authz-config {file}. ToolHive refuses what no policy permits, and leaves such tools out of the list.',
    },
    {
      ask: 'Does it affect prompts and resources?',
      answer:
        'Yes: ToolHive decides about them by the same file. A snippet for one tool permits them explicitly, so they stay open. A policy for the whole server closes them, because policybook rates tools only and a resource can hold the same secrets. The limitation under the policy has the two lines that open them.',
    },
    {
      ask: 'Which arguments can it check?',
      answer:
        'Texts, booleans and numbers, as context.arg_NAME. Every number is a decimal there, so arg_n == 5 never matches; the snippet writes arg_n.lessThanOrEqual(decimal("5.0")). Of lists and objects a policy sees only that they are given.',
    },
    {
      ask: 'What if a policy cannot be evaluated?',
      answer:
        'ToolHive refuses the call, for example when an argument has another type than the policy compares it with.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: false, conditions: checkableCondition },
  namesServer: false,
  limitations: toolhiveLimitations,
  fileName: (serverKey) => `${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.authz.yaml`,
  render: renderToolhive,
})
