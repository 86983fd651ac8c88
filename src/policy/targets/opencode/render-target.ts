import { defineRenderTarget } from '../../core/define-render-target.ts'
import type { Limitation } from '../../core/snippet.ts'
import { OPENCODE_MODES } from './modes.ts'
import { OWN_PERMISSIONS, permissionKey } from './permission-key.ts'
import { renderOpencode } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'opencode',
  label: 'OpenCode',
  kind: 'client',
  language: 'json',
  minimumVersion: 'OpenCode 1.1.1; not OpenCode 2, which reads another format',
  about: 'A terminal agent for many models. Its file allows tools, asks about them or hides them.',
  sources: [
    { what: 'opencode.ai/v1/docs/permissions', read: '2026-11-21' },
    { what: 'anomalyco/opencode, src/permission/evaluate.ts at 8d037a73', read: '2026-11-21' },
    { what: 'names of tools, order of keys and modes, tried with 1.18.33', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'product', by: 'OpenCode', version: '1.18.33' },
    { grade: 'model', by: 'anomalyco/opencode, src/permission/evaluate.ts at 8d037a73', read: '2026-11-21' },
  ],
  questions: [
    {
      ask: 'Where does the file go?',
      answer:
        'Save it as {file} in the project, or as ~/.config/opencode/{file} for all projects. If you have one, add the keys at the end of its permission object.',
    },
    {
      ask: 'Which rule wins?',
      answer:
        'The last key that matches the tool. Keep a rule for a whole server above the rules for its tools. A key that another opencode.json has, too, keeps its place there: remove it from the other file.',
    },
    {
      ask: 'Can an agent override the file?',
      answer: 'Yes. A permission object of an agent wins over this one, also over a deny.',
    },
  ],
  capabilities: { ask: true, hide: true, denyHides: true, limits: false, conditions: false },
  modes: OPENCODE_MODES,
  namesServer: true,
  toolNames: {
    idOf: (tool, serverKey) => permissionKey(serverKey, tool),
    shared:
      'OpenCode writes every character beyond letters, digits, underscore and hyphen as an underscore. Two tools then have the same name, and the stricter rule holds for both.',
  },
  serverId: (serverKey) => permissionKey(serverKey, ''),
  refuseName: (tool, serverKey) =>
    OWN_PERMISSIONS.includes(permissionKey(serverKey, tool))
      ? `OpenCode has a permission of its own called ${permissionKey(serverKey, tool)}.`
      : undefined,
  limitations: (_rules, { defaultEffect }) =>
    defaultEffect === 'deny' ? [WHOLE_SERVER, AGENTS, ENVIRONMENT] : [AGENTS, ENVIRONMENT],
  fileName: () => 'opencode.json',
  render: renderOpencode,
})

const WHOLE_SERVER: Limitation = {
  what: 'The rule for unlisted tools matches the beginning of their names. It also hides unlisted tools of a server whose key begins with this key and an underscore.',
}
const AGENTS: Limitation = {
  what: 'OpenCode lets an agent override these permissions: check the agents that you have.',
}
const ENVIRONMENT: Limitation = {
  what: 'The environment variable OPENCODE_PERMISSION wins over all files: with {"*":"allow"} denied tools pass, too.',
}
