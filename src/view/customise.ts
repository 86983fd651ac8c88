import { snippetWords } from '../policy/core/describe-effect.ts'
import { renderPosture } from '../policy/core/render-posture.ts'
import type { Loss } from '../policy/core/target.ts'
import { formats } from '../policy/targets/index.ts'
import type { Posture } from '../schema/posture.ts'
import type { RulesFile } from './rules-file.ts'

/** What the reader chose. */
export interface Choice {
  posture: Posture
  /** The reader's own name for the server. */
  serverKey: string
  /** The reader's gateway; a placeholder when absent. */
  gateway?: string
  /** One tool by the last part of its address; the whole server when absent. */
  slug?: string
}

/** A snippet as a page shows it. */
export interface Customised {
  format: string
  file: string
  text: string
  summary: string
  points: string[]
  losses: string[]
  companions: { file: string; text: string }[]
}

/**
 * The snippets of every format for what the reader chose; the same code that renders the pages, run where the reader is.
 */
export function customise({ tools }: RulesFile, { posture, serverKey, gateway, slug }: Choice): Customised[] {
  const chosen = tools.filter((one) => slug === undefined || one.slug === slug)
  const rules = chosen.map((one) => one.rules[posture])
  const definitions = new Map(chosen.map(({ tool }) => [tool.name, tool]))
  return formats.map((format) => {
    const { snippet, leftAlone } = renderPosture(format, rules, posture, {
      rest: slug === undefined ? 'deny' : 'allow',
      serverKey,
      tools: definitions,
      ...(gateway === undefined ? {} : { gateway }),
    })
    const words = snippetWords(slug === undefined ? undefined : rules[0], snippet, leftAlone)
    const { file, text, losses, companions = [] } = snippet
    return { format: format.id, file, text, ...words, losses: losses.map(({ what }: Loss) => what), companions }
  })
}
