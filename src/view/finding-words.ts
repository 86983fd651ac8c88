import type { CompiledRules } from '../risk/compile-rules.ts'
import type { Finding } from '../schema/finding.ts'

/** What src/risk/findings says of a definition without a schema. */
const NO_SCHEMA = 'It sends no schema.'
const UNDESCRIBED = {
  title: 'No parameter has a description',
  about: 'A model can only use parameters well that are described.',
}

/**
 * The title of a finding, and what it is about. One rule is about two things; a page says the one that holds.
 * @throws {Error} for a rule that content/risk/findings.yaml does not have.
 */
export function findingWords({ rule, detail = '' }: Finding, rules: CompiledRules): { title: string; about: string } {
  const source = rules.findings.byId.get(rule)
  if (!source) throw new Error(`content/risk/findings.yaml has no rule ${rule}`)
  return rule === 'F-NO-SCHEMA' && detail !== NO_SCHEMA ? UNDESCRIBED : source
}
