import { defineRenderTarget } from '../../core/define-render-target.ts'
import { wantedEffect } from '../../core/lower-rule.ts'
import { refuseRecordName } from '../../core/record-name.ts'
import type { Excuse } from '../../core/snippet.ts'
import { VSCODE_MODES } from './modes.ts'
import { referenceName, renderVscode } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'vscode',
  label: 'VS Code',
  kind: 'client',
  language: 'json',
  minimumVersion: 'VS Code with chat.tools.eligibleForAutoApproval',
  about:
    'The editor with GitHub Copilot. One setting makes named tools always need approval; none allows or denies a single tool of a server.',
  sources: [
    { what: 'microsoft/vscode-docs, docs/agents/approvals.md at 16286a6a', read: '2026-11-21' },
    { what: 'microsoft/vscode, languageModelToolsService.ts at 00e03ed0', read: '2026-11-21' },
    { what: 'microsoft/vscode, mcpLanguageModelToolContribution.ts at 027907cb', read: '2026-11-21' },
  ],
  proof: [{ grade: 'model', by: 'microsoft/vscode, languageModelToolsService.ts at 00e03ed0', read: '2026-11-21' }],
  questions: [
    {
      ask: 'Where does the setting go?',
      answer: 'Into the settings of the user or, as {file}, of the project. An organisation can set it by policy, too.',
    },
    {
      ask: 'How do I deny a tool?',
      answer: 'Switch it off in the tool picker, or leave it out of the tools of a custom agent.',
    },
  ],
  capabilities: {
    allow: false,
    ask: true,
    hide: false,
    cannotDeny:
      'No setting of VS Code denies a tool of a server: it asks about these tools, and you can let them pass. Switch such a tool off in the tool picker.',
    limits: false,
    conditions: false,
  },
  modes: VSCODE_MODES,
  namesServer: false,
  toolNames: {
    idOf: referenceName,
    shared:
      'VS Code writes a point in a name as an underscore. Two tools then have the same name, and both need approval.',
  },
  refuseName: refuseRecordName,
  defaultEffect: () => 'allow',
  limitations: (rules, { defaultEffect }) => [
    {
      what: 'VS Code cannot allow a tool in a file. It asks about tools that the rule allows, so leave those out that you allow in the interface.',
      excuses: rules.flatMap(({ rule, effect }): Excuse[] =>
        rule.effect === 'allow' ? [{ kind: 'effect', tool: rule.tool, wanted: wantedEffect(rule), does: effect }] : [],
      ),
    },
    {
      what: 'The setting does not name the server: it also holds for tools of that name of other servers and of VS Code itself.',
    },
    ...(defaultEffect === 'deny'
      ? [
          {
            what: 'VS Code has no rule for tools that are not listed. It leaves them to the approvals that you gave.',
            excuses: [{ kind: 'unlisted', does: 'allow' } satisfies Excuse],
          },
        ]
      : []),
  ],
  fileName: () => '.vscode/settings.json',
  render: renderVscode,
})
