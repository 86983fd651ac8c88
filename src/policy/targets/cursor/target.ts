import { mergedJson } from '../../core/combine.ts'
import { defineTarget } from '../../core/define-target.ts'
import { cursorLinter } from './lint.ts'
import { renderCursor } from './render.ts'
import { simulateCursor } from './simulate.ts'

/** The list of tools that Cursor calls without asking. */
export const cursor = defineTarget({
  id: 'cursor',
  label: 'Cursor',
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
  ],
  capabilities: {
    ask: true,
    hide: false,
    cannotDeny:
      'Cursor’s file cannot deny a tool: each call of these tools needs approval. To block a tool, switch it off in Cursor’s settings.',
    limits: false,
    conditions: false,
  },
  listsAllowed: true,
  namesServer: false,
  refuseAlone(rules) {
    if (rules.some(({ effect }) => effect === 'allow')) return undefined
    return rules.some(({ rule: { effect } }) => effect === 'deny' || effect === 'hide') ? NO_DENIAL : NOT_LISTED
  },
  defaultEffect: () => 'ask',
  limitations: () => [
    {
      what: 'Cursor asks about every tool that is not on the list, whatever held before, and a list in this file replaces the one in its settings.',
      excuses: [{ kind: 'unlisted', does: 'ask' }],
    },
  ],
  fileName: () => '.cursor/permissions.json',
  render: renderCursor,
  simulate: simulateCursor,
  linter: cursorLinter,
  combine: mergedJson,
})

const EMPTY = 'An empty list would clear the list in Cursor’s settings.'
const NO_DENIAL = `Cursor’s file lists the tools that run without approval, and cannot deny one. ${EMPTY} Switch the tool off in Cursor’s settings instead.`
const NOT_LISTED = `Cursor’s file lists the tools that run without approval. This tool needs approval, so leave it off your list. ${EMPTY}`
