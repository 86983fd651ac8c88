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
    'The file for GitHub’s terminal agent: a list of tools in the server’s own entry. A tool that it leaves out is not offered in any mode.',
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
      answer: 'The member tools goes into the entry of the server in {file}, beside its command or url.',
    },
    {
      ask: 'How do I let a tool pass without a question?',
      answer:
        'Not here. Start the client with --allow-tool, or answer a question with always: Copilot CLI writes such approvals to ~/.copilot/permissions-config.json, for one folder each.',
    },
  ],
  capabilities: { allow: false, ask: true, hide: true, denyHides: true, limits: false, conditions: false },
  modes: COPILOT_LIST_MODES,
  listsAllowed: true,
  namesServer: true,
  defaultEffect: () => 'deny',
  limitations: (rules, { defaultEffect }) => [
    {
      what: 'The list cannot let a call pass: Copilot CLI asks about the tools that it offers. Its flags can.',
      excuses: rules.flatMap(({ rule, effect }): Excuse[] =>
        rule.effect === 'allow' ? [{ kind: 'effect', tool: rule.tool, wanted: wantedEffect(rule), does: effect }] : [],
      ),
    },
    { what: 'The entry has no command or url: add its member to the entry of the server that you have.' },
    ...(defaultEffect === 'allow'
      ? [
          {
            what: 'The list names all that is offered: add the other tools that you need.',
            excuses: [{ kind: 'unlisted', does: 'deny' } satisfies Excuse],
          },
        ]
      : []),
  ],
  fileName: () => '~/.copilot/mcp-config.json',
  render: renderCopilotMcpConfig,
})
