import { Document } from 'yaml'
import { escapeUnseen } from './escape.ts'
import type { Format } from './format.ts'
import { mergeRules } from './merge.ts'
import { settle } from './settle.ts'

/**
 * The list of enabled tools of Docker’s MCP gateway: for each server the tools that it offers, and no others.
 * Source: docker/mcp-gateway, pkg/config/tools.go (map of lists), read 2026-11-20.
 */
export const docker: Format = {
  id: 'docker',
  label: 'Docker MCP gateway',
  language: 'yaml',
  minimumVersion: 'the gateway with tools.yaml',
  about: 'The gateway of Docker Desktop, which runs servers as containers.',
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
        ...losses,
        ...(rest === 'allow' ? [{ what: 'The list names what is offered: add the other tools that you need.' }] : []),
      ],
      effects: new Map(settled.map(({ rule, effect }) => [rule.tool, effect])),
      rest: 'deny',
    }
  },
}
