import { type Posture, postures } from '../schema/posture.ts'
import type { Rule } from '../schema/rule.ts'
import type { RulesFile } from './rules-file.ts'

/**
 * What a tool's page carries to render its policies in the browser: its entry of rules.json, with each different rule once and
 * without what every rule says again.
 */
export interface ToolRecord {
  server: string
  slug: string
  tool: RulesFile['tools'][number]['tool']
  rules: Omit<Rule, 'server' | 'tool' | 'because'>[]
  /** The index of the rule of each posture, in the order of the postures. */
  of: number[]
}

/** Packs the one tool of a file. */
export function toolRecord({ server, tools: [entry] }: RulesFile): ToolRecord {
  if (!entry) throw new Error(`the rules of ${server} hold no tool`)
  const { slug, tool } = entry
  const texts: string[] = []
  const rules: ToolRecord['rules'] = []
  const of = postures.map((posture) => {
    const { server: _, tool: __, because: ___, ...rule } = entry.rules[posture]
    const text = JSON.stringify(rule)
    if (!texts.includes(text)) {
      texts.push(text)
      rules.push(rule)
    }
    return texts.indexOf(text)
  })
  return { server, slug, tool, rules, of }
}

/** The file that a record was packed from, without the ids that led to the rules, which no target reads. */
export function unpackRecord({ server, slug, tool, rules, of }: ToolRecord): RulesFile {
  const whole = rules.map((rule): Rule => ({ ...rule, server, tool: tool.name, because: [] }))
  const byPosture = postures.map((posture, index) => [posture, whole[of[index] ?? 0]] as const)
  return { server, tools: [{ slug, tool, rules: Object.fromEntries(byPosture) as Record<Posture, Rule> }] }
}
