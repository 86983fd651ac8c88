import { defineTarget } from '../../core/define-target.ts'
import type { Excuse } from '../../core/snippet.ts'
import { copilotBuiltin } from './builtin.ts'
import { combineCommands } from './combine.ts'
import { copilotCliLinter } from './lint.ts'
import { COPILOT_MODES, COPILOT_VERSIONS } from './modes.ts'
import { renderCopilotCli } from './render.ts'
import { simulateCopilotCli } from './simulate.ts'

const MAX_NAME_CHARS = 64

const UNLISTED: Excuse = { kind: 'unlisted', does: 'ask' }

/** Flags of GitHub Copilot CLI. */
export const copilotCli = defineTarget({
  id: 'copilot-cli',
  label: 'Copilot CLI',
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
  ],
  modes: COPILOT_MODES,
  failingVersions: COPILOT_VERSIONS,
  builtin: copilotBuiltin,
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
      ? { what: 'Copilot CLI cannot refuse what is not named: it asks about those tools.', excuses: [UNLISTED] }
      : { what: 'Copilot CLI asks about every tool without a flag, whatever held before.', excuses: [UNLISTED] },
  ],
  fileName: (serverKey) => `copilot-${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.sh`,
  render: renderCopilotCli,
  simulate: simulateCopilotCli,
  linter: copilotCliLinter,
  combine: combineCommands,
})

const NO_FLAG =
  'Copilot CLI asks before every call of a tool that has no flag, so this rule needs no flag. Do not start Copilot CLI with --allow-all-tools or --yolo: then it calls the tool without asking.'
