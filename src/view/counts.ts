import { type Verdict, verdicts } from '../schema/category.ts'
import { type Severity, severities } from '../schema/severity.ts'
import type { SiteTool } from './site.ts'

/** How many tools there are of each category and severity; every key is present. */
export interface Counts {
  total: number
  categories: Record<Verdict, number>
  severities: Record<Severity, number>
}

/** Counts a list of tools. */
export function counts(tools: readonly SiteTool[]): Counts {
  const zero = <K extends string>(keys: readonly K[]) =>
    Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>
  const result: Counts = { total: tools.length, categories: zero(verdicts), severities: zero(severities) }
  for (const { assessment } of tools) {
    result.categories[assessment.category]++
    result.severities[assessment.severity]++
  }
  return result
}
