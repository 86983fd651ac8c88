import { defineRenderTarget } from '../../core/define-render-target.ts'
import { ZED_MODES, ZED_VERSIONS } from './modes.ts'
import { renderZed } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'zed',
  label: 'Zed',
  subject: 'Zed’s tool permissions',
  kind: 'client',
  language: 'json',
  minimumVersion: 'Zed 0.224.0; older versions ignore the entries',
  about: 'A code editor with an agent. The settings apply to Zed’s own agent, in all projects.',
  sources: [
    { what: 'zed-industries/zed, docs/src/ai/tool-permissions.md at 07b5ab52', read: '2026-11-21' },
    { what: 'zed-industries/zed, crates/agent/src/tool_permissions.rs at 00b6ce1c', read: '2026-11-21' },
  ],
  proof: [
    {
      grade: 'model',
      by: 'zed-industries/zed, crates/agent/src/tool_permissions.rs at 00b6ce1c, with cases of its tests',
      read: '2026-11-21',
    },
  ],
  questions: [
    {
      ask: 'Where do the entries go?',
      answer: 'Add them to {file}. If it has agent.tool_permissions.tools, add them there.',
    },
    {
      ask: 'What about tools without an entry?',
      answer:
        'agent.tool_permissions.default applies to them, for all servers. Its default is confirm: leave it there.',
    },
    {
      ask: 'Can a rule check arguments?',
      answer: 'Not for MCP tools. Zed matches their patterns against an empty text.',
    },
    {
      ask: 'What else do entries for the terminal change?',
      answer: 'Zed then refuses commands with $VAR, $(…) or backticks, because it cannot tell what they run.',
    },
    {
      ask: 'Do the entries apply to external agents?',
      answer:
        'The documentation does not say. Claude Code and Gemini CLI have their own permissions in Zed: give each its own policy.',
    },
  ],
  capabilities: { ask: true, hide: false, limits: false, conditions: false },
  modes: ZED_MODES,
  failingVersions: ZED_VERSIONS,
  namesServer: true,
  refuseName: (tool, serverKey) =>
    `${serverKey}${tool}`.includes(':')
      ? 'Zed joins the names of server and tool with colons, so a name with a colon could mean another tool.'
      : undefined,
  defaultEffect: () => 'allow',
  limitations: (_rules, { defaultEffect }) =>
    defaultEffect === 'deny'
      ? [
          {
            what: 'Zed has no rule for a whole server. Its global default applies to unlisted tools; it is confirm unless you changed it.',
            excuses: [{ kind: 'unlisted', does: 'allow' }],
          },
        ]
      : [],
  fileName: () => '~/.config/zed/settings.json',
  render: renderZed,
})
