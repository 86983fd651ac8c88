import { Document } from 'yaml'
import { escapeUnseen } from '../../core/escape.ts'
import { settle } from '../../core/lower-rule.ts'
import { mergeRules } from '../../core/merge-rules.ts'
import type { Format, Loss } from '../../core/target.ts'

/**
 * The list of enabled tools of Docker’s MCP gateway: for each server the tools that it offers, and no others. The gateway
 * reads it in legacy mode alone; by default it reads profiles.
 * Source: docker/mcp-gateway 2bd20fe8, pkg/config/tools.go (map of lists), pkg/features/features.go and
 * cmd/docker-mcp/commands/gateway.go (setLegacyDefaults), docs/profiles.md; read 2026-11-21.
 */
export const docker: Format = {
  id: 'docker',
  label: 'Docker MCP gateway',
  language: 'yaml',
  minimumVersion: 'the gateway in legacy mode, started with --tools-config tools.yaml',
  about: 'The gateway of Docker Desktop, which runs servers as containers. It reads this file only in legacy mode.',
  listsAllowed: true,
  fileName: () => '~/.docker/mcp/tools.yaml',
  render(all, { rest, serverKey }) {
    const { rules, losses: unnamed } = mergeRules(all, 'deny')
    const can = { ask: false, hide: true, limits: false, conditions: false, denyHides: true }
    const { settled, losses } = settle(rules, can, 'The gateway’s list')
    const offered = settled.flatMap(({ rule, effect }) => (effect === 'allow' ? [rule.tool] : []))
    const document = new Document(new Map([[serverKey, offered]]))
    const text = document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' })
    return {
      format: 'docker',
      serverKey,
      file: docker.fileName(serverKey),
      language: 'yaml',
      text: escapeUnseen(text, 'yaml'),
      losses: [
        ...unnamed,
        LEGACY,
        ...losses,
        ...(rest === 'allow' ? [{ what: 'The list names what is offered: add the other tools that you need.' }] : []),
      ],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      rest: 'deny',
    }
  },
}

const LEGACY: Loss = {
  what: 'Docker’s gateway uses profiles by default and ignores this file then. It reads the file only in legacy mode: docker mcp gateway run --tools-config tools.yaml. In a profile, switch tools on and off with docker mcp profile tools PROFILE --enable SERVER.TOOL --disable SERVER.TOOL.',
}
