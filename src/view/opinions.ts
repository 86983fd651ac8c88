import type { Assessment } from '../schema/assessment.ts'
import { inferredOf } from '../schema/assessment.ts'
import type { Rubric } from '../schema/harm.ts'
import { lineTitle } from '../schema/harm.ts'
import type { Review } from '../schema/review.ts'
import type { TraitRules } from '../schema/trait.ts'
import { dateWords } from './attack-page.ts'
import type { Setting } from './deed-words.ts'
import { quoted } from './quoted.ts'
import { lowConfidence } from './rationale.ts'
import { severitySentence } from './severity-sentence.ts'
import { traitByLine, traitLabel } from './shown-traits.ts'

/** What is said of one tool, apart by who says it; sentences. */
export interface Opinions {
  declared: string[]
  inferred: string[]
  reviewed: string[]
}

/**
 * What the server declares, what the classifier infers and what reviewers found.
 * @param lapsed a review of an earlier definition, where this one has none.
 */
export function opinions(
  assessment: Assessment,
  rubric: Rubric,
  traits: TraitRules,
  setting: Setting,
  lapsed?: Review,
): Opinions {
  return {
    declared: declaredWords(assessment),
    inferred: inferredWords(assessment, rubric, setting),
    reviewed: reviewedWords(assessment, rubric, traits, setting, lapsed),
  }
}

function declaredWords({ hints, claims }: Assessment): string[] {
  const { readOnlyHint, destructiveHint } = hints
  const hint =
    readOnlyHint === true
      ? 'Its hint says that it only reads.'
      : destructiveHint === true
        ? 'Its hint says that it may overwrite or delete.'
        : destructiveHint === false
          ? 'Its hint says that it changes something and only adds.'
          : readOnlyHint === false
            ? 'Its hint says that it changes something.'
            : 'It declares neither that it only reads nor that it may destroy.'
  return [hint, ...claims.map((claim) => `The server claims ${quoted(claim)}; a claim never lowers this rating.`)]
}

function inferredWords(assessment: Assessment, rubric: Rubric, setting: Setting): string[] {
  const { reviewed, confidence } = assessment
  const { category, severity } = inferredOf(assessment)
  const sure = confidence === 'none' ? '' : `, ${confidence} confidence`
  const rating = `${category}, ${severity.toLowerCase()} severity${sure}.`
  if (reviewed) {
    const { harm, line } = reviewed.inferred
    if (line === reviewed.review.line) return [rating]
    const { reviewed: _review, harm: _harm, ...rest } = assessment
    return [rating, severitySentence({ ...rest, category, severity, ...(harm ? { harm } : {}) }, rubric, setting)]
  }
  return [rating, ...(confidence === 'low' ? [lowConfidence(assessment, severity)] : [])]
}

function reviewedWords(
  assessment: Assessment,
  rubric: Rubric,
  traits: TraitRules,
  setting: Setting,
  lapsed?: Review,
): string[] {
  const { reviewed } = assessment
  const alone = 'Rated by the classifier alone.'
  if (!reviewed)
    return lapsed
      ? [`The review of ${dateWords(lapsed.date)} lapsed, because the definition has changed since. ${alone}`]
      : [`Not reviewed. ${alone}`]
  const { review } = reviewed
  const { category, severity, line, irreversible, reason, traits: named } = review
  const about = rubric.lines.find(({ id }) => id === line)
  const own = new Set(named.map((id) => traitByLine(id, line)))
  const labels = traits.flatMap(({ id, label }) => (own.has(id) ? [traitLabel(id, label, assessment, setting)] : []))
  return [
    `${whoReviewed(review)} on ${dateWords(review.date)}.`,
    `${category}, ${severity.toLowerCase()} severity.`,
    ...(about ? [`Line ${about.id} of the rubric: ${lineTitle(about)}.`] : []),
    irreversible ? 'No later call restores the earlier state.' : 'It can be undone, or leaves nothing behind.',
    ...(labels.length > 0 ? [`It ${labels.join(', ')}.`] : []),
    ...(reason ? [`${reason.replace(/\.$/, '')}.`] : []),
  ]
}

function whoReviewed({ by, third, run }: Review): string {
  if (by !== 'readers') return 'A person reviewed it'
  const who = run?.readers === 'people' ? 'people' : 'language models that follow the rubric'
  return third
    ? `Two independent readers (${who}) differed, and a third decided`
    : `Two independent readers (${who}) agreed`
}
