import type { Evidence } from '../schema/assessment.ts'
import type { Hints } from '../schema/tool.ts'
import type { CompiledRules } from './compile-rules.ts'
import { signal } from './signal.ts'

/** What the declared hints add. They are claims, so they weigh little; `destructiveHint` is not the category Destructive. */
export function hintSignals(hints: Hints, rules: CompiledRules): Evidence[] {
  const { readOnly, notReadOnly, destructive } = rules.source.scoring.hints
  const hint = (rule: string, category: Evidence['category'], points: number, name: string) =>
    signal(rule, category, points, `/annotations/${name}`, name, 0, name.length)
  const evidence: Evidence[] = []
  if (hints.readOnlyHint === true) evidence.push(hint('H-READ-ONLY', 'Read', readOnly, 'readOnlyHint'))
  if (hints.readOnlyHint === false) evidence.push(hint('H-NOT-READ-ONLY', 'Write', notReadOnly, 'readOnlyHint'))
  if (hints.destructiveHint === true && hints.readOnlyHint !== true)
    evidence.push(hint('H-DESTRUCTIVE', 'Destructive', destructive, 'destructiveHint'))
  return evidence
}
