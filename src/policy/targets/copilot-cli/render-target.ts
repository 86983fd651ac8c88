import { defineRenderTarget } from '../../core/define-render-target.ts'
import type { Excuse } from '../../core/snippet.ts'
import { COPILOT_MODES, COPILOT_VERSIONS } from './modes.ts'
import { renderCopilotCli } from './render.ts'

const MAX_NAME_CHARS = 64

const UNLISTED: Excuse = { kind: 'unlisted', does: 'ask' }

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'copilot-cli',
  label: 'Copilot CLI',
  subject: 'The flags --allow-tool and --deny-tool',
  kind: 'client',
  language: 'shell',
  minimumVersion: 'Copilot CLI 1.0.71 or later',
  about: 'GitHub’s terminal agent. The flags are given when it is started.',
  sources: [
    { what: 'docs.github.com, "Using GitHub Copilot CLI", approvals for tools', read: '2026-11-20' },
    { what: 'names of tools and servers, tried with 1.0.102', read: '2026-11-20' },
  ],
  proof: [
    { grade: 'product', by: 'GitHub Copilot CLI', version: '1.0.102' },
    { grade: 'model', by: 'docs.github.com, “Using GitHub Copilot CLI”', read: '2026-11-20' },
  ],
  questions: [
    {
      ask: 'How do I install it?',
      answer: 'Start the client with the flags; {file} is that command as a script. Nothing is read from a file.',
    },
    { ask: 'How long do the flags hold?', answer: 'For the session that they start. They are not written anywhere.' },
    {
      ask: 'What about tools with a dot in their name?',
      answer: 'No flag reaches them: Copilot CLI knows them by another name. They are asked about.',
    },
    {
      ask: 'How do I take a tool out of the list?',
      answer:
        'Add --excluded-tools with the server, a hyphen and the tool, such as shop-pay. Copilot CLI ignores it beside --available-tools.',
    },
    {
      ask: 'How long does an approval hold?',
      answer:
        'For one call, for the rest of the session, or for the folder: that is what a question offers. /reset-allowed-tools ends those of the session; those for folders are in ~/.copilot/permissions-config.json.',
    },
  ],
  modes: COPILOT_MODES,
  failingVersions: COPILOT_VERSIONS,
  capabilities: { ask: true, hide: false, limits: false, conditions: false },
  namesServer: false,
  refuseName(tool, serverKey) {
    if (!/^[A-Za-z0-9_.@/-]+$/.test(serverKey))
      return 'A flag names a server by letters, digits, underscore, dot, at sign, slash and hyphen only: rename the server.'
    return /^[A-Za-z0-9_-]+$/.test(tool) && `${serverKey}-${tool}`.length <= MAX_NAME_CHARS
      ? undefined
      : `A flag names a tool by letters, digits, underscore and hyphen only, and by no more than ${MAX_NAME_CHARS} characters together with the server’s key and a hyphen.`
  },
  refuseAlone: (rules) => (rules.every(({ effect }) => effect === 'ask') ? NO_FLAG : undefined),
  defaultEffect: () => 'ask',
  limitations: (_rules, { defaultEffect }) => [
    defaultEffect === 'deny'
      ? { what: `The flags cannot deny other tools without denying the listed ones. ${ASKS}`, excuses: [UNLISTED] }
      : { what: ASKS, excuses: [UNLISTED] },
  ],
  fileName: (serverKey) => `copilot-${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.sh`,
  render: renderCopilotCli,
})

const ASKS =
  'Copilot CLI asks about the tools of servers that have no flag, unless somebody approved them for the session or the folder.'

const NO_FLAG = `${ASKS} So this rule needs no flag.`
