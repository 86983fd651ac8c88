import { defineRenderTarget } from '../../core/define-render-target.ts'
import { CURSOR_CLI_MODES } from './modes.ts'
import { isTokenName, renderCursorCli } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'cursor-cli',
  label: 'Cursor CLI',
  kind: 'client',
  language: 'json',
  minimumVersion: 'Cursor CLI with permissions of the form Mcp(server:tool)',
  about: 'Cursor’s terminal agent. Its file can deny, which the editor’s file cannot.',
  sources: [{ what: 'cursor.com/docs/cli/reference/permissions', read: '2026-11-21' }],
  proof: [{ grade: 'model', by: 'cursor.com/docs/cli/reference/permissions', read: '2026-11-21' }],
  questions: [
    {
      ask: 'Where does the file go?',
      answer:
        'Save it as {file} in the project, or add permissions to ~/.cursor/cli-config.json for all projects. Keep the other settings in that file.',
    },
    {
      ask: 'Does the editor read the file?',
      answer: 'No. The editor reads .cursor/permissions.json, which cannot deny tools.',
    },
  ],
  capabilities: { ask: true, hide: false, limits: false, conditions: false },
  modes: CURSOR_CLI_MODES,
  namesServer: false,
  refuseName: (tool, serverKey) =>
    isTokenName(serverKey) && isTokenName(tool)
      ? undefined
      : 'Cursor CLI’s syntax cannot express spaces, parentheses, colons, stars or question marks in a name.',
  defaultEffect: () => 'ask',
  limitations: (_rules, { defaultEffect }) => [
    {
      what:
        defaultEffect === 'deny'
          ? 'Cursor CLI asks about unlisted tools. It cannot deny them without also denying the listed ones.'
          : 'Cursor CLI asks about unlisted MCP tools.',
      excuses: [{ kind: 'unlisted', does: 'ask' }],
    },
  ],
  fileName: () => '.cursor/cli.json',
  render: renderCursorCli,
})
