import { defineRenderTarget } from '../../core/define-render-target.ts'
import { wantedEffect } from '../../core/lower-rule.ts'
import type { Excuse } from '../../core/snippet.ts'
import { COPILOT_LIST_MODES } from './modes.ts'
import { renderCopilotMcpConfig } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'copilot-mcp-config',
  label: 'Copilot CLI settings',
  subject: 'The list',
  kind: 'client',
  language: 'json',
  minimumVersion: 'GitHub Copilot CLI with tools in mcp-config.json; tried with 1.0.102',
  about:
    'A file for GitHub’s terminal agent. The server’s entry lists its tools, and the model never sees unlisted tools.',
  sources: [
    { what: 'docs.github.com, “Adding MCP servers for GitHub Copilot CLI”', read: '2026-11-21' },
    { what: 'lists, also empty ones, and modes, tried with 1.0.102', read: '2026-11-21' },
  ],
  proof: [
    { grade: 'product', by: 'GitHub Copilot CLI', version: '1.0.102' },
    { grade: 'model', by: 'docs.github.com, “Adding MCP servers for GitHub Copilot CLI”', read: '2026-11-21' },
  ],
  questions: [
    {
      ask: 'Where does the file go?',
      answer: 'Add tools to the server’s entry in {file}, next to its command or url.',
    },
    {
      ask: 'How do I allow a tool without approval?',
      answer:
        'This file cannot. Start Copilot CLI with --allow-tool, or choose always when it asks: it saves such approvals to ~/.copilot/permissions-config.json, per folder.',
    },
  ],
  capabilities: { allow: false, ask: true, hide: true, denyHides: true, limits: false, conditions: false },
  modes: COPILOT_LIST_MODES,
  listsAllowed: true,
  namesServer: true,
  defaultEffect: () => 'deny',
  limitations: (rules, { defaultEffect }) => [
    {
      what: 'The list cannot allow calls without approval: Copilot CLI asks about listed tools. Use its flags to allow them.',
      excuses: rules.flatMap(({ rule, effect }): Excuse[] =>
        rule.effect === 'allow' ? [{ kind: 'effect', tool: rule.tool, wanted: wantedEffect(rule), does: effect }] : [],
      ),
    },
    { what: 'The entry has no command or url. Add its lines to your existing server entry.' },
    ...(defaultEffect === 'allow'
      ? [
          {
            what: 'The model sees only listed tools: add the other tools that you need.',
            excuses: [{ kind: 'unlisted', does: 'deny' } satisfies Excuse],
          },
        ]
      : []),
  ],
  fileName: () => '~/.copilot/mcp-config.json',
  render: renderCopilotMcpConfig,
})
