import { globSync } from 'node:fs'
import { readContent } from '../../src/catalogue/read-content.ts'
import { recommend } from '../../src/policy/recommend/recommend.ts'
import { shownFindings } from '../../src/policy/recommend/shown-findings.ts'
import { analyse } from '../../src/risk/analyse.ts'
import { compileRules } from '../../src/risk/compile-rules.ts'
import { serverContext } from '../../src/risk/server-context.ts'
import { type Posture, postures } from '../../src/schema/posture.ts'
import type { Rule } from '../../src/schema/rule.ts'
import type { Tool } from '../../src/schema/tool.ts'
import { plainText } from '../../src/view/segments.ts'
import { loadSite, type SiteServer, type SiteTool } from '../../src/view/site.ts'
import { snapshots } from '../site/catalogue.ts'

export const content = readContent('content')
export const rules = compileRules(content.risk)

/** A made-up server with these tools, rated as the site rates. */
export function rate(
  defined: readonly Tool[],
  title = 'Shop',
  data?: 'private' | 'public' | 'own machine',
): SiteTool[] {
  const context = serverContext('shop', defined, rules, data)
  const server = {
    id: 'shop',
    href: '/servers/shop',
    manifest: { title, ...(data ? { data } : {}) },
    snapshot: { source: { name: 'shop', version: '1.0.0' }, capturedAt: '2026-01-31' },
    tools: [] as SiteTool[],
  } as unknown as SiteServer
  server.tools = defined.map((tool) => {
    const { assessment, findings: found } = analyse(tool, { context, siblings: new Set() }, rules)
    const shown = shownFindings(found, rules)
    const own = Object.fromEntries(
      postures.map((posture) => [posture, recommend('shop', tool, assessment, shown, content.limits, posture)]),
    ) as Record<Posture, Rule>
    const label = plainText(tool.name)
    return { server, tool, label, assessment, findings: found, rule: own.guarded, rules: own } as unknown as SiteTool
  })
  return server.tools
}

/** The tools that attacks were made through, and what is hard to print. */
export const fixtures = rate([...content.attacks.tools, ...(snapshots[0]?.tools ?? []), ...(snapshots[1]?.tools ?? [])])

/** The catalogue with its reviews; empty where no server has been listed on this machine. */
export const catalogue: readonly SiteTool[] = globSync('catalogue/*.json').length > 0 ? loadSite().tools : []

/** The catalogue as the classifier alone rates it. */
export const unreviewed: readonly SiteTool[] = catalogue.map((self) => {
  const { reviewed, harm: _decided, ...assessment } = self.assessment
  if (!reviewed) return self
  const { category, severity, harm } = reviewed.inferred
  return { ...self, assessment: { ...assessment, category, severity, ...(harm ? { harm } : {}) } }
})
