import { type Posture, postures } from '../schema/posture.ts'
import type { Site } from './site.ts'

/** How much a posture asks. */
export interface QuestionCount {
  posture: Posture
  /** Tools that need approval, and their share of those that the agent sees. */
  tools: number
  share: string
  /** Servers without a single tool that needs approval. */
  quiet: number
}

/** For each posture, how many tools of the catalogue need approval. */
export function questionCounts({ tools, servers }: Pick<Site, 'tools' | 'servers'>): QuestionCount[] {
  return postures.map((posture) => {
    const seen = tools.filter(({ rules }) => rules[posture].effect !== 'hide')
    const asked = seen.filter(({ rules }) => rules[posture].effect === 'ask')
    return {
      posture,
      tools: asked.length,
      share: seen.length === 0 ? '0 %' : `${Math.round((100 * asked.length) / seen.length)} %`,
      quiet: servers.filter((server) => server.tools.every(({ rules }) => rules[posture].effect !== 'ask')).length,
    }
  })
}
