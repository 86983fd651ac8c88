import { defineRenderTarget } from '../../core/define-render-target.ts'
import { CURSOR_MODES } from './modes.ts'
import { renderCursor } from './render.ts'

// No way to escape a wildcard is documented.
const PLAIN_TOOL = /^[^*?[\]{}!\\]+$/
const PLAIN_KEY = /^[^*?[\]{}!\\:]+$/

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'cursor',
  label: 'Cursor',
  subject: 'Cursor’s file',
  kind: 'client',
  language: 'json',
  minimumVersion: 'Cursor with permissions.json',
  about: 'A code editor with an agent. It combines the files in the project and the home folder.',
  sources: [{ what: 'cursor.com/docs, permissions.json', read: '2026-11-20' }],
  proof: [{ grade: 'model', by: 'cursor.com/docs, permissions.json', read: '2026-11-20' }],
  questions: [
    {
      ask: 'Where does the file go?',
      answer: 'Save it as {file}, or in the project’s .cursor folder. Cursor combines both lists.',
    },
    {
      ask: 'How do I deny a tool?',
      answer: '{file} cannot: it only lists tools that run without approval. Switch off the tool in Cursor’s settings.',
    },
    {
      ask: 'Which server name do I use?',
      answer: 'The name in Cursor’s list of tools. Some versions add user-, project- or plugin- before the server key.',
    },
  ],
  modes: CURSOR_MODES,
  capabilities: {
    ask: true,
    hide: false,
    cannotDeny:
      'Cursor’s file cannot deny a tool: these tools need approval. To block a tool, switch it off in Cursor’s settings.',
    limits: false,
    conditions: false,
  },
  listsAllowed: true,
  namesServer: false,
  refuseAlone(rules) {
    if (rules.some(({ effect }) => effect === 'allow')) return undefined
    return rules.some(({ rule: { effect } }) => effect === 'deny' || effect === 'hide') ? NO_DENIAL : NOT_LISTED
  },
  refuseName(tool, serverKey) {
    if (!PLAIN_KEY.test(serverKey))
      return 'Cursor reads a colon in a server name as its end, and other characters as wildcards: rename the server.'
    return PLAIN_TOOL.test(tool)
      ? undefined
      : 'Cursor reads a star, a question mark and brackets in a name as wildcards, so the list would allow other tools.'
  },
  defaultEffect: () => 'ask',
  limitations: () => [
    {
      what: 'Cursor asks about all unlisted MCP tools. This list replaces the one in Cursor’s settings, and your team administrator’s list replaces this one.',
      excuses: [{ kind: 'unlisted', does: 'ask' }],
    },
  ],
  fileName: () => '.cursor/permissions.json',
  render: renderCursor,
})

const EMPTY = 'An empty list would clear the list in Cursor’s settings.'
const NO_DENIAL = `Cursor’s file lists the tools that run without approval, and cannot deny one. ${EMPTY} Switch the tool off in Cursor’s settings instead.`
const NOT_LISTED = `Cursor’s file lists the tools that run without approval. This tool needs approval, so leave it off your list. ${EMPTY}`
