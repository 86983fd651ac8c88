import type { Assessment } from '../schema/assessment.ts'

/** The verb that decided the category by the tool's name, in lower case; empty when the name did not decide. */
export function headVerb(name: string, assessment: Assessment): string {
  const evidence = assessment.evidence.find(({ field }) => field === 'name')
  return evidence ? name.slice(evidence.start, evidence.end).toLowerCase() : ''
}
