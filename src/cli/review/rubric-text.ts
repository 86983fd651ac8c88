import type { Rubric } from '../../schema/harm.ts'
import { lineTitle } from '../../schema/harm.ts'
import { answerFields, type ReviewGuide } from '../../schema/review-guide.ts'
import { severities } from '../../schema/severity.ts'

/** Everything that a reader needs to know, as one text. */
export function rubricText({ lines }: Rubric, guide: ReviewGuide): string {
  const list = (entries: Record<string, string>) => Object.entries(entries).map(([id, about]) => `- ${id}: ${about}`)
  return [
    '# How to judge a tool definition',
    '',
    ...guide.task.flatMap((paragraph) => [paragraph, '']),
    '## Category',
    '',
    guide.category,
    '',
    ...list(guide.categories),
    '',
    '## Severity',
    '',
    ...guide.severity.flatMap((paragraph) => [paragraph, '']),
    ...severities
      .toReversed()
      .flatMap((severity) => [
        `### ${severity}`,
        '',
        ...lines
          .filter((line) => line.severity === severity)
          .map(({ id, title, about }) => `- ${id}: ${lineTitle({ title })}. ${about}`),
        '',
      ]),
    guide.irreversible,
    '',
    '## Effect',
    '',
    ...list(guide.effects),
    '',
    '## Traits',
    '',
    ...list(guide.traits),
    '',
    '## Your answers',
    '',
    'One line for each definition, in the order of the sheet: these fields, separated by a tab, without a heading.',
    '',
    ...answerFields.map((field, index) => `${index + 1}. ${field}: ${guide.fields[field]}`),
    '',
  ].join('\n')
}
