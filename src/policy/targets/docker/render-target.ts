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
  minimumVersion: 'a gateway that reads profiles (every version since 29 April 2026)',
  about: 'Docker Desktop’s gateway, which runs servers as containers. The command changes a profile.',
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
        'Run the command. Replace default with your profile, and use the server name that docker mcp profile show prints. Afterwards, docker mcp profile show PROFILE prints the active list.',
    },
    {
      ask: 'Can I change only one tool?',
      answer:
        'Only if the server already has a list. Without one, docker mcp profile tools --enable SERVER.TOOL hides every other tool, and --disable also hides each tool that is missing from the stored server description.',
    },
    {
      ask: 'What about tools.yaml?',
      answer:
        'The gateway reads that file only in legacy mode: docker mcp gateway run --tools-config tools.yaml. By default it reads profiles and ignores the file.',
    },
    {
      ask: 'Can an agent undo the policy?',
      answer:
        'Dynamic tools are on by default. With them an agent can add a server or change to another profile with its own lists. docker mcp feature disable dynamic-tools switches them off.',
    },
    {
      ask: 'Can the gateway check arguments?',
      answer:
        'Not with a list. docker mcp gateway run --interceptor runs your program before each call. The program gets the arguments and can refuse the call.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: false, conditions: false },
  listsAllowed: true,
  namesServer: true,
  refuseName(tool, serverKey) {
    if (serverKey.includes('.')) return 'The command cannot name a tool of a server with a dot in its name.'
    return isPasteable(serverKey) && isPasteable(tool)
      ? undefined
      : 'A name has a line break or an invisible character, which a command should not contain.'
  },
  refuseAlone: () => ALONE,
  defaultEffect: () => 'deny',
  limitations: (_rules, { defaultEffect }) => [...(defaultEffect === 'allow' ? [LISTED] : []), TOOLS_ONLY, DYNAMIC],
  fileName: (serverKey) => `docker-${serverKey.replace(/[^A-Za-z0-9._-]/g, '-')}.sh`,
  render: renderDocker,
  companions: (rules, options) => [legacyFile(rules, options)],
})

const ALONE =
  'Docker’s gateway keeps one list for each server. A command for this tool alone also hides other tools: --enable hides all others, and --disable hides those missing from the stored description. Run the command for the whole server instead.'

const LISTED: Limitation = {
  what: 'The command replaces the server’s list: add the other tools that you need.',
  excuses: [{ kind: 'unlisted', does: 'deny' }],
}

const TOOLS_ONLY: Limitation = {
  what: 'The list covers tools only. The server’s prompts and resources stay accessible.',
}

const DYNAMIC: Limitation = {
  what: 'An agent with dynamic tools, which are on by default, can change to another profile. Switch them off: docker mcp feature disable dynamic-tools.',
}
