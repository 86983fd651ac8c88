import type { HarmLine } from '../schema/harm.ts'
import { lineTitle } from '../schema/harm.ts'
import type { Severity } from '../schema/severity.ts'
import type { Site } from './site.ts'

/** One line of the rubric as pages print it. */
export interface RubricLine {
  id: HarmLine
  severity: Severity
  /** What one call does. */
  title: string
  about: string
  /** Tools of the catalogue that it decides. */
  tools: number
}

/** The lines of the rubric, the most harmful first; those of one severity where one is given. */
export function rubricLines({ content: { risk }, tools }: Site, of?: Severity): RubricLine[] {
  return risk.rubric.lines
    .filter(({ severity }) => of === undefined || severity === of)
    .map(({ id, severity, title, about }) => ({
      id,
      severity,
      title: lineTitle({ title }),
      about,
      tools: tools.filter(({ assessment }) => assessment.harm?.line === id).length,
    }))
}
