// Every text that the default catalogue gives for a target: files of servers in all postures, and snippets of single tools, as
// they are and with every argument narrowed.
import { join } from 'node:path'
import { renderPosture } from '../../src/policy/core/render-posture.ts'
import type { Snippet } from '../../src/policy/core/snippet.ts'
import type { Target } from '../../src/policy/core/target.ts'
import { demandAll } from '../../src/policy/recommend/narrow.ts'
import { tightLimits } from '../../src/policy/recommend/rated-rule.ts'
import { sampleValues } from '../../src/policy/recommend/reader-values.ts'
import { postures } from '../../src/schema/posture.ts'
import type { Rule } from '../../src/schema/rule.ts'
import { definitions } from '../../src/view/server-page.ts'
import { site } from '../../src/view/site.ts'

/** One text with the rules that it was rendered from. */
export interface OneText {
  where: string
  snippet: Snippet
  rules: readonly Rule[]
  defaultEffect: 'allow' | 'deny'
}

export function* allTexts(target: Target): Generator<OneText> {
  const { families, limits } = site().content
  const values = sampleValues(families)
  for (const server of site().servers) {
    const tools = definitions(server)
    const options = { serverKey: server.id, tools }
    for (const posture of postures) {
      const all = server.tools.map(({ rules }) => rules[posture])
      for (const defaultEffect of ['allow', 'deny'] as const) {
        const {
          snippet,
          listed,
          defaultEffect: wanted,
        } = renderPosture(target, all, posture, { ...options, defaultEffect })
        yield { where: join(server.id, posture), snippet, rules: listed, defaultEffect: wanted }
      }
    }
    const demanding = server.tools.map(({ rules, proposals }) =>
      demandAll(rules.guarded, proposals, values, tightLimits(limits)),
    )
    for (const rules of [demanding, ...demanding.map((rule) => [rule])])
      yield {
        where: join(server.id, rules.length === 1 ? (rules[0]?.tool ?? '') : 'arguments'),
        snippet: target.render(rules, { ...options, defaultEffect: 'allow' }),
        rules,
        defaultEffect: 'allow',
      }
    for (const { rules, tool } of server.tools)
      for (const rule of new Set(postures.map((posture) => rules[posture])))
        yield {
          where: join(server.id, tool.name),
          snippet: target.render([rule], { ...options, defaultEffect: 'allow' }),
          rules: [rule],
          defaultEffect: 'allow',
        }
  }
}
