import { z } from 'zod'
import { finder, type Linter, type LintFinding } from '../../core/lint-finding.ts'
import { nearest } from '../../core/nearest.ts'
import { readYaml } from '../../core/read-text.ts'
import { MOST } from './render.ts'

const LISTS = ['include', 'includeRegex', 'exclude', 'excludeRegex']
const schema = z.looseObject({
  kind: z.literal('MCPRoute'),
  spec: z.looseObject({
    backendRefs: z.array(
      z.looseObject({ name: z.string(), toolSelector: z.record(z.string(), z.array(z.string())).optional() }),
    ),
    securityPolicy: z
      .looseObject({
        authorization: z
          .looseObject({ defaultAction: z.string().optional(), rules: z.array(z.looseObject({})).optional() })
          .optional(),
      })
      .optional(),
  }),
})

/** An MCPRoute of Envoy AI Gateway. Source: envoyproxy/ai-gateway, the CRD of mcproutes and its notes, read 2026-11-20. */
export const lintEnvoy: Linter = (text) => {
  const find = finder('envoy', text)
  const { value, problems } = readYaml(text, schema)
  if (!value) return problems.map((what) => find('unreadable', what))
  const { authorization } = value.spec.securityPolicy ?? {}
  const rules = authorization?.rules ?? []
  const findings: LintFinding[] = value.spec.backendRefs.flatMap(({ toolSelector = {} }) =>
    Object.entries(toolSelector).flatMap(([list, names]) => listFindings(find, list, names, toolSelector)),
  )
  if (rules.length > MOST)
    findings.push(find('too-many', `${rules.length} rules, and the cluster takes ${MOST}`, 'rules'))
  if (rules.some((rule) => 'cel' in rule) && authorization?.defaultAction !== 'Deny')
    findings.push(
      find('cel-allow', 'an expression that cannot be evaluated matches nothing, and the rest is allowed', 'cel'),
    )
  return findings
}

function listFindings(
  find: ReturnType<typeof finder>,
  list: string,
  names: readonly string[],
  selector: Readonly<Record<string, readonly string[]>>,
): LintFinding[] {
  if (!LISTS.includes(list)) {
    const meant = nearest(list, LISTS)
    return [find('unknown-key', `toolSelector.${list} is not read${meant ? `; ${meant} is` : ''}`, list)]
  }
  const findings: LintFinding[] = []
  if (names.length > MOST)
    findings.push(find('too-many', `${list} has ${names.length} entries, and the cluster takes ${MOST}`, list))
  if (list === 'include')
    for (const name of names)
      if (selector['exclude']?.includes(name))
        findings.push(find('both-lists', `${name} is included and excluded, and the exclusion holds`, name))
  if (list.endsWith('Regex'))
    for (const pattern of names)
      if (!(pattern.startsWith('^') && pattern.endsWith('$')))
        findings.push(find('unanchored', `${pattern} also matches names that only hold it`, pattern))
  return findings
}
