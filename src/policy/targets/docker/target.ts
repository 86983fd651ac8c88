import { mergedYaml } from '../../core/combine.ts'
import { defineTarget } from '../../core/define-target.ts'
import type { Limitation } from '../../core/snippet.ts'
import { dockerLinter } from './lint.ts'
import { renderDocker } from './render.ts'
import { simulateDocker } from './simulate.ts'

/** The list of enabled tools of Docker’s MCP gateway, which reads it in legacy mode alone; by default it reads profiles. */
export const docker = defineTarget({
  id: 'docker',
  label: 'Docker MCP gateway',
  subject: 'The gateway’s list',
  kind: 'gateway',
  language: 'yaml',
  minimumVersion: 'the gateway in legacy mode, started with --tools-config tools.yaml',
  about: 'The gateway of Docker Desktop, which runs servers as containers. It reads this file only in legacy mode.',
  sources: [
    {
      what: 'docker/mcp-gateway 2bd20fe8, pkg/config/tools.go (map of lists), pkg/features/features.go, cmd/docker-mcp/commands/gateway.go (setLegacyDefaults) and docs/profiles.md',
      read: '2026-11-21',
    },
  ],
  proof: [{ grade: 'model', by: 'docker/mcp-gateway 2bd20fe8, pkg/config/tools.go', read: '2026-11-21' }],
  questions: [
    {
      ask: 'How do I install it?',
      answer:
        'Save it as {file} and start the gateway in legacy mode: docker mcp gateway run --tools-config tools.yaml. Without this flag the gateway reads profiles and ignores the file.',
    },
    {
      ask: 'What if I use profiles?',
      answer:
        'Do not use the file. Switch tools on and off in the profile: docker mcp profile tools PROFILE --enable SERVER.TOOL --disable SERVER.TOOL, once for each tool. docker mcp profile show PROFILE prints the result.',
    },
  ],
  capabilities: { ask: false, hide: true, denyHides: true, limits: false, conditions: false },
  listsAllowed: true,
  namesServer: true,
  defaultEffect: () => 'deny',
  limitations: (_rules, { defaultEffect }) => [LEGACY, ...(defaultEffect === 'allow' ? [LISTED] : [])],
  fileName: () => '~/.docker/mcp/tools.yaml',
  render: renderDocker,
  simulate: simulateDocker,
  linter: dockerLinter,
  combine: mergedYaml,
})

const LEGACY: Limitation = {
  what: 'Docker’s gateway uses profiles by default and ignores this file then. It reads the file only in legacy mode: docker mcp gateway run --tools-config tools.yaml. In a profile, switch tools on and off with docker mcp profile tools PROFILE --enable SERVER.TOOL --disable SERVER.TOOL.',
  important: true,
}

const LISTED: Limitation = { what: 'The list names what is offered: add the other tools that you need.' }
