import { formats } from '../policy/targets/index.ts'
import type { Rule } from '../schema/rule.ts'
import type { SiteTool } from './site.ts'

/** What to write into one product's file. */
export interface BlockCode {
  label: string
  file: string
  code: string
}

// Clients that can refuse one tool and leave the others as they are.
const CLIENTS = ['claude-code', 'codex', 'gemini-policy']

/** The lines that block one tool and nothing else; none for a client that cannot name it. */
export function blockCodes({ tool, server, rule }: Pick<SiteTool, 'tool' | 'server' | 'rule'>): BlockCode[] {
  const denied: Rule = { ...rule, effect: 'deny', limits: [], conditions: [], reason: 'This tool is blocked.' }
  return CLIENTS.flatMap((id) => {
    const format = formats.find((one) => one.id === id)
    const snippet = format?.render([denied], {
      rest: 'allow',
      serverKey: server.id,
      tools: new Map([[tool.name, tool]]),
    })
    const effect = snippet?.effects.get(tool.name)
    if (!format || !snippet || snippet.rest !== 'allow' || (effect !== 'deny' && effect !== 'hide')) return []
    const code = snippet.text
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('#') && !line.includes('"$schema"'))
      .join('\n')
    return [{ label: format.label, file: snippet.file, code }]
  })
}
