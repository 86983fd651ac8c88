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
        'Save it as {file} in the project, or add permissions to ~/.cursor/cli-config.json for all projects. That file has other members, which you keep.',
    },
    {
      ask: 'Does the editor read the file?',
      answer: 'No. The editor reads .cursor/permissions.json, which has no denials.',
    },
  ],
  capabilities: { ask: true, hide: false, limits: false, conditions: false },
  modes: CURSOR_CLI_MODES,
  namesServer: false,
  refuseName: (tool, serverKey) =>
    isTokenName(serverKey) && isTokenName(tool)
      ? undefined
      : 'A token has no way to write spaces, parentheses, colons, stars or question marks in a name.',
  defaultEffect: () => 'ask',
  limitations: (_rules, { defaultEffect }) => [
    {
      what:
        defaultEffect === 'deny'
          ? 'Cursor CLI asks about tools that are not listed. It cannot deny them without denying the listed tools, too.'
          : 'Cursor CLI asks about the tools of servers that are not listed.',
      excuses: [{ kind: 'unlisted', does: 'ask' }],
    },
  ],
  fileName: () => '.cursor/cli.json',
  render: renderCursorCli,
})
