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
    'Microsoft’s editor with GitHub Copilot. One setting makes listed tools always need approval. No setting allows or denies a single MCP tool.',
  sources: [
    { what: 'microsoft/vscode-docs, docs/agents/approvals.md at 16286a6a', read: '2026-11-21' },
    { what: 'microsoft/vscode, languageModelToolsService.ts at 00e03ed0', read: '2026-11-21' },
    { what: 'microsoft/vscode, mcpLanguageModelToolContribution.ts at 027907cb', read: '2026-11-21' },
  ],
  proof: [{ grade: 'model', by: 'microsoft/vscode, languageModelToolsService.ts at 00e03ed0', read: '2026-11-21' }],
  questions: [
    {
      ask: 'Where does the setting go?',
      answer: 'In your user settings, or in the project’s {file}. An organisation can also set it by policy.',
    },
    {
      ask: 'How do I deny a tool?',
      answer: 'Switch it off in the tool picker, or leave it out of a custom agent’s tools.',
    },
  ],
  capabilities: {
    allow: false,
    ask: true,
    hide: false,
    cannotDeny:
      'No VS Code setting denies an MCP tool: these tools need approval instead. To block one, switch it off in the tool picker.',
    limits: false,
    conditions: false,
  },
  modes: VSCODE_MODES,
  namesServer: false,
  toolNames: {
    idOf: referenceName,
    shared:
      'VS Code replaces a dot in a name with an underscore. Two tools then have the same name, and both need approval.',
  },
  refuseName: refuseRecordName,
  defaultEffect: () => 'allow',
  limitations: (rules, { defaultEffect }) => [
    {
      what: 'VS Code cannot allow a tool in a file, so allowed tools need approval. Leave out the tools that you approve in the interface.',
      excuses: rules.flatMap(({ rule, effect }): Excuse[] =>
        rule.effect === 'allow' ? [{ kind: 'effect', tool: rule.tool, wanted: wantedEffect(rule), does: effect }] : [],
      ),
    },
    {
      what: 'The setting does not name the server. It also applies to tools with the same name from other servers and from VS Code.',
    },
    ...(defaultEffect === 'deny'
      ? [
          {
            what: 'VS Code has no rule for unlisted tools. Your earlier approvals decide.',
            excuses: [{ kind: 'unlisted', does: 'allow' } satisfies Excuse],
          },
        ]
      : []),
  ],
  fileName: () => '.vscode/settings.json',
  render: renderVscode,
})
