import { describeSnippet } from '../policy/core/describe-effect.ts'
import { renderPosture } from '../policy/core/render-posture.ts'
import { targets } from '../policy/targets/index.ts'
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
  target: string
  file: string
  text: string
  /** Why there is no text for this tool alone. */
  refusal?: string
  summary: string
  points: string[]
  limitations: string[]
  companions: { file: string; text: string }[]
}

/**
 * The snippets of every target for what the reader chose; the same code that renders the pages, run where the reader is.
 */
export function customise({ tools }: RulesFile, { posture, serverKey, gateway, slug }: Choice): Customised[] {
  const chosen = tools.filter((one) => slug === undefined || one.slug === slug)
  const rules = chosen.map((one) => one.rules[posture])
  const definitions = new Map(chosen.map(({ tool }) => [tool.name, tool]))
  return targets.map((target) => {
    const { snippet, leftAlone } = renderPosture(target, rules, posture, {
      defaultEffect: slug === undefined ? 'deny' : 'allow',
      serverKey,
      tools: definitions,
      ...(gateway === undefined ? {} : { gateway }),
    })
    const words = describeSnippet(slug === undefined ? undefined : rules[0], snippet, leftAlone)
    const { file, text, refusal, limitations, companions = [] } = snippet
    const said = { ...words, limitations: limitations.map(({ what }) => what), companions }
    return { target: target.id, file, text, ...(refusal === undefined ? {} : { refusal }), ...said }
  })
}
