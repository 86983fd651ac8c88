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
  about: 'GitHub’s terminal agent. Start it with these flags.',
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
      answer:
        'Start Copilot CLI with the flags, or run {file}, which is that command as a script. Copilot CLI does not read a file.',
    },
    {
      ask: 'How long do the flags hold?',
      answer: 'For the session that you start with them. Copilot CLI does not save them.',
    },
    {
      ask: 'What about tools with a dot in their name?',
      answer: 'No flag matches them, because Copilot CLI renames them. They need approval.',
    },
    {
      ask: 'How do I hide a tool?',
      answer:
        'Add --excluded-tools with the server, a hyphen and the tool, such as shop-pay. Copilot CLI ignores it if you use --available-tools.',
    },
    {
      ask: 'How long does an approval hold?',
      answer:
        'You choose: one call, the rest of the session, or the folder. /reset-allowed-tools ends approvals for the session. Approvals for folders are in ~/.copilot/permissions-config.json.',
    },
  ],
  modes: COPILOT_MODES,
  failingVersions: COPILOT_VERSIONS,
  capabilities: { ask: true, hide: false, limits: false, conditions: false },
  namesServer: false,
  refuseName(tool, serverKey) {
    if (!/^[A-Za-z0-9_.@/-]+$/.test(serverKey))
      return 'A server name in a flag can have only letters, digits, underscore, dot, at sign, slash and hyphen: rename the server.'
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

const ASKS = 'Copilot CLI asks about MCP tools without a flag, unless you approved them for the session or the folder.'

const NO_FLAG = `${ASKS} So this rule needs no flag.`
