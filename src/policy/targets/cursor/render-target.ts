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
  about: 'The editor with an agent. A file in the project adds to the one in the home folder.',
  sources: [{ what: 'cursor.com/docs, permissions.json', read: '2026-11-20' }],
  proof: [{ grade: 'model', by: 'cursor.com/docs, permissions.json', read: '2026-11-20' }],
  questions: [
    {
      ask: 'Where does the file go?',
      answer: 'To {file}, or into the folder .cursor of the project. Lists of both are put together.',
    },
    {
      ask: 'How do I refuse a tool?',
      answer:
        'Not in {file}, which only lists what passes without a question. Switch the tool off in Cursor’s settings.',
    },
    {
      ask: 'Which name of the server counts?',
      answer:
        'The name that Cursor shows in its list of tools. Some versions put user-, project- or plugin- before the key of the configuration.',
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
      return 'Cursor reads a colon in the name of a server as its end, and other signs as wildcards: rename the server.'
    return PLAIN_TOOL.test(tool)
      ? undefined
      : 'Cursor reads a star, a question mark and brackets in a name as wildcards, so the list would reach other tools.'
  },
  defaultEffect: () => 'ask',
  limitations: () => [
    {
      what: 'Cursor asks about tools of servers that are not on the list, whatever held before. A list in this file replaces the one in its settings, and a list of your team’s administrator replaces this one.',
      excuses: [{ kind: 'unlisted', does: 'ask' }],
    },
  ],
  fileName: () => '.cursor/permissions.json',
  render: renderCursor,
})

const EMPTY = 'An empty list would clear the list in Cursor’s settings.'
const NO_DENIAL = `Cursor’s file lists the tools that run without approval, and cannot deny one. ${EMPTY} Switch the tool off in Cursor’s settings instead.`
const NOT_LISTED = `Cursor’s file lists the tools that run without approval. This tool needs approval, so leave it off your list. ${EMPTY}`
