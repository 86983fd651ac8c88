import { targets } from '../policy/targets/index.ts'
import type { Rule } from '../schema/rule.ts'
import type { SiteTool } from './site.ts'

/** What to write into one product's file. */
export interface BlockCode {
  label: string
  file: string
  code: string
}

// Most people have one of these, and each can refuse one tool and leave the others as they are.
const clients = targets.filter(({ kind, prominent }) => kind === 'client' && prominent)

/** The lines that block one tool and nothing else; none for a client that cannot name it. */
export function blockCodes({ tool, server, rule }: Pick<SiteTool, 'tool' | 'server' | 'rule'>): BlockCode[] {
  const denied: Rule = { ...rule, effect: 'deny', limits: [], conditions: [], reason: 'This tool is blocked.' }
  return clients.flatMap((target) => {
    const snippet = target.render([denied], {
      defaultEffect: 'allow',
      serverKey: server.id,
      tools: new Map([[tool.name, tool]]),
    })
    const effect = snippet.effects.get(tool.name)
    if (snippet.defaultEffect !== 'allow' || (effect !== 'deny' && effect !== 'hide')) return []
    const code = snippet.text
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('#') && !line.includes('"$schema"'))
      .join('\n')
    return [{ label: target.label, file: snippet.file, code }]
  })
}
