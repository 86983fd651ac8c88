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
  about: 'A terminal agent for many models.',
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
        'The last matching key. Put a rule for a whole server above the rules for its tools. If another opencode.json has the same key, the key keeps its position there: remove it from the other file.',
    },
    {
      ask: 'Can an agent override the file?',
      answer: 'Yes. An agent’s permission object overrides this one, even its deny rules.',
    },
  ],
  capabilities: { ask: true, hide: true, denyHides: true, limits: false, conditions: false },
  modes: OPENCODE_MODES,
  namesServer: true,
  toolNames: {
    idOf: (tool, serverKey) => permissionKey(serverKey, tool),
    shared:
      'OpenCode replaces every character other than letters, digits, underscore and hyphen with an underscore. Two tools then have the same name, and the stricter rule applies to both.',
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
  what: 'The rule for unlisted tools matches by prefix. It also hides unlisted tools of a server whose key starts with this server key and an underscore.',
}
const AGENTS: Limitation = {
  what: 'An agent can override these permissions: check your agents.',
}
const ENVIRONMENT: Limitation = {
  what: 'The environment variable OPENCODE_PERMISSION overrides all files: with {"*":"allow"} even denied tools run.',
}
