import type { Assessment } from '../schema/assessment.ts'
import { inferredOf } from '../schema/assessment.ts'
import type { Rubric } from '../schema/harm.ts'
import type { Review } from '../schema/review.ts'
import type { TraitRules } from '../schema/trait.ts'
import { dateWords } from './attack-page.ts'
import type { Setting } from './deed-words.ts'
import { quoted } from './quoted.ts'
import { alone, lowConfidence, overruled, whyUnsure } from './rationale.ts'
import { decidedBy, titleFor } from './severity-sentence.ts'
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
    inferred: inferredWords(assessment),
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
  const never =
    readOnlyHint === true
      ? 'such a claim counts for the category alone and never lowers the severity'
      : 'such a claim never lowers the severity'
  return [hint, ...claims.map((claim) => `The server claims ${quoted(claim)}; ${never}.`)]
}

/** The rating of the classifier; of one that a review overruled no more than that, so that its reasons are not taken for the page's. */
function inferredWords(assessment: Assessment): string[] {
  const { reviewed, confidence } = assessment
  const { category, severity, line } = inferredOf(assessment)
  const why = whyUnsure(assessment)
  const unsure = why === '' ? [] : [`Its confidence is low because ${why}.`]
  if (overruled(assessment)) return [`${alone(assessment)}.`, ...unsure]
  const sure = confidence === 'none' ? '' : `, ${confidence} confidence`
  const by = reviewed && line !== reviewed.review.line ? ', by another line of the rubric' : ''
  const rating = `${category}, ${severity.toLowerCase()} severity${sure}${by}.`
  if (reviewed) return [rating, ...unsure]
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
  const unreviewed = 'Rated by the classifier alone.'
  if (!reviewed)
    return lapsed
      ? [`The review of ${dateWords(lapsed.date)} lapsed, because the definition has changed since. ${unreviewed}`]
      : [`Not reviewed. ${unreviewed}`]
  const { review } = reviewed
  const { category, severity, line, reason, traits: named } = review
  const about = rubric.lines.find(({ id }) => id === line)
  const own = new Set(named.map((id) => traitByLine(id, line)))
  const labels = traits.flatMap(({ id, label }) => (own.has(id) ? [traitLabel(id, label, assessment, setting)] : []))
  return [
    `${whoReviewed(review)} on ${dateWords(review.date)}.`,
    `${category}, ${severity.toLowerCase()} severity.`,
    ...otherRatings(review),
    ...(about ? [`Line ${about.id} of the rubric: ${titleFor(about, decidedBy(assessment), setting.tool)}.`] : []),
    stateWords(review),
    ...(labels.length > 0 ? [`It ${labels.join(', ')}.`] : []),
    ...(reason ? [`${reason.replace(/\.$/, '')}.`] : []),
  ]
}

/** What else a reader could say by the rubric. */
function otherRatings({ alternates, accept }: Review): string[] {
  const others = [...alternates, ...accept.map((severity) => `${severity.toLowerCase()} severity`)]
  return others.length === 0 ? [] : [`A careful reader could also say ${others.join(' or ')}.`]
}

/** What the reviewers say of the way back. What has been read leaves the state as it was, and stays read. */
function stateWords({ irreversible, category, line }: Review): string {
  if (category === 'Read')
    return line === 'M3' || line === 'H4' || irreversible
      ? 'It changes nothing, but what it returned cannot be taken back.'
      : 'It changes nothing.'
  if (irreversible) return 'No later call restores the earlier state.'
  return RESTORES.has(category) && !NOTHING_LASTS.has(line)
    ? 'A later call can restore the earlier state, if somebody noted it.'
    : 'The reviewers did not mark a call as irreversible.'
}

/** Categories of acts that leave a state behind, which can be restored. */
const RESTORES = new Set(['Write', 'Destructive'])
/** Lines of acts that are not about what they leave behind. */
const NOTHING_LASTS = new Set(['L1', 'L2', 'M3', 'M4', 'H4', 'H6'])

function whoReviewed({ by, third, run }: Review): string {
  if (by === 'person') return 'A person reviewed it'
  if (by === 'model') return 'A language model corrected what the readers had found'
  const who = run?.readers === 'people' ? 'people' : 'language models that follow the rubric'
  return third
    ? `Two independent readers (${who}) differed, and a third decided`
    : `Two independent readers (${who}) agreed`
}
