import { defineRenderTarget } from '../../core/define-render-target.ts'
import { isPasteable } from '../../core/shell-text.ts'
import type { Limitation } from '../../core/snippet.ts'
import { legacyFile, renderDocker } from './render.ts'

/** What it is, and how it writes rules. */
export const renderTarget = defineRenderTarget({
  id: 'docker',
  label: 'Docker MCP gateway',
  subject: 'Docker’s profile',
  kind: 'gateway',
  language: 'shell',
  minimumVersion: 'a gateway that reads profiles, as every one since 29 April 2026 does',
  about: 'The gateway of Docker Desktop, which runs servers as containers. The command changes a profile of it.',
  sources: [
    {
      what: 'docker/mcp-gateway 2bd20fe8, pkg/workingset/tools.go, pkg/gateway/capabilitites.go, cmd/docker-mcp/commands/workingset.go and docs/profiles.md',
      read: '2026-11-21',
    },
    {
      what: 'docker/mcp-gateway 2bd20fe8, pkg/config/tools.go, pkg/features/features.go and cmd/docker-mcp/commands/gateway.go (setLegacyDefaults)',
      read: '2026-11-21',
    },
  ],
  proof: [
    { grade: 'model', by: 'docker/mcp-gateway 2bd20fe8, pkg/workingset/tools.go (UpdateTools)', read: '2026-11-21' },
  ],
  questions: [
    {
      ask: 'How do I install it?',
      answer:
        'Run the command. Write your profile in place of default, and the server’s name as docker mcp profile show prints it. docker mcp profile show PROFILE prints the list that is then in force.',
    },
    {
      ask: 'Can I change one tool alone?',
      answer:
        'Only on a server whose list you wrote before. On an untouched server, docker mcp profile tools --enable SERVER.TOOL hides every other tool, and --disable also hides each tool that the stored description of the server does not have.',
    },
    {
      ask: 'What about tools.yaml?',
      answer:
        'The gateway reads that file only in legacy mode: docker mcp gateway run --tools-config tools.yaml. By default it reads profiles and ignores the file.',
    },
    {
      ask: 'Can an agent undo the policy?',
      answer:
        'Dynamic tools are on by default. With them an agent can add a server or change to another profile, which has lists of its own. docker mcp feature disable dynamic-tools switches them off.',
    },
    {
      ask: 'Can the gateway check arguments?',
      answer:
        'Not by a list. docker mcp gateway run --interceptor runs a program of yours before each call, with its arguments, and the program can refuse the call.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: false, conditions: false },
  listsAllowed: true,
  namesServer: true,
  refuseName(tool, serverKey) {
    if (serverKey.includes('.')) return 'The command cannot name a tool of a server with a dot in its name.'
    return isPasteable(serverKey) && isPasteable(tool)
      ? undefined
      : 'A name holds a line break or an unseen character, which no command should hold.'
  },
  refuseAlone: () => ALONE,
  defaultEffect: () => 'deny',
  limitations: (_rules, { defaultEffect }) => [...(defaultEffect === 'allow' ? [LISTED] : []), TOOLS_ONLY, DYNAMIC],
  fileName: (serverKey) => `docker-${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.sh`,
  render: renderDocker,
  companions: (rules, options) => [legacyFile(rules, options)],
})

const ALONE =
  'Docker’s gateway keeps one list for each server. A command for this tool alone also hides other tools of the server: --enable hides all others, and --disable hides those that the stored description does not have. Run the command for the whole server instead.'

const LISTED: Limitation = {
  what: 'The command replaces the server’s list: add the other tools that you need.',
  excuses: [{ kind: 'unlisted', does: 'deny' }],
}

const TOOLS_ONLY: Limitation = {
  what: 'The list is about tools. Prompts and resources of the server stay open.',
}

const DYNAMIC: Limitation = {
  what: 'An agent with dynamic tools, which are on by default, can change to another profile. Switch them off: docker mcp feature disable dynamic-tools.',
}
