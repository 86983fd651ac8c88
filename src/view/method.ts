import type { Agreement } from '../schema/review.ts'
import { type ActLists, actLists } from './act-lists.ts'
import { type Wording, wordingOf } from './order-wording.ts'
import { type RubricLine, rubricLines } from './rubric-lines.ts'
import { type RuleGroup, ruleGroups } from './rule-groups.ts'
import { percent, type SetFigures, setFigures } from './set-figures.ts'
import type { Site } from './site.ts'

/** Everything that /method shows. */
export interface MethodPage {
  rubric: RubricLine[]
  groups: RuleGroup[]
  acts: ActLists
  wording: Wording
  sets: SetFigures[]
  /** How many tools are reviewed, and how far the readers agreed before a third decided. */
  reviews: { sentence: string; agreement: { label: string; value: string }[] }
  /** How many tools have which confidence. */
  confidence: { level: string; count: number }[]
  /** What the fitted model is and what it may do. */
  secondReading: string
  total: number
}

/** The model of the method page. */
export function methodPage(site: Site): MethodPage {
  return {
    rubric: rubricLines(site),
    groups: ruleGroups(site),
    acts: actLists(site.content.risk.acts, site.content.risk.grammar),
    wording: wordingOf(site.content.risk.orders),
    sets: setFigures(site.content),
    reviews: reviewFigures(site),
    confidence: ['high', 'medium', 'low', 'none'].map((level) => ({
      level,
      count: site.tools.filter(({ assessment }) => assessment.confidence === level).length,
    })),
    secondReading: secondReadingWords(site),
    total: site.tools.length,
  }
}

function secondReadingWords({ content, tools }: Site): string {
  const { fit, doubtsFrom, weights } = content.risk['second-reading']
  const count = (number: number) => number.toLocaleString('en')
  const features = Object.values(weights).reduce((sum, own) => sum + Object.keys(own).length, 0)
  const doubted = tools.filter(({ assessment }) => assessment.doubt === 'second-reading').length
  return [
    `A logistic regression over ${count(features)} words and kinds of acts, fitted to ${count(fit.labels)} labelled tools of ${count(fit.servers)} servers, estimates how likely it is that readers would say High or Critical.`,
    `Where it says ${percent(doubtsFrom / 1000)} or more and the rules say Low or Medium, confidence becomes low, so the recommended rule is one step stricter.`,
    `It sets no category, no severity and no reason, and it never makes a rule milder. In this catalogue it doubts ${count(doubted)} ${doubted === 1 ? 'rating' : 'ratings'}.`,
  ].join(' ')
}

function reviewFigures({ content, tools }: Site): MethodPage['reviews'] {
  const reviews = tools.flatMap(({ assessment }) => assessment.reviewed?.review ?? [])
  const runs = [...content.reviews.values()].flatMap(({ made }) => made.map(({ agreement }) => agreement))
  const sum = (count: (agreement: Agreement) => number) => runs.reduce((total, one) => total + count(one), 0)
  const n = sum((one) => one.n)
  const persons = reviews.filter(({ by }) => by === 'person').length
  const corrected = reviews.filter(({ by }) => by === 'model').length
  const traits = sum((one) => one.traits.of)
  const row = (label: string, hits: number, of: number) =>
    of === 0 ? [] : [{ label, value: `${percent(hits / of)} of ${of.toLocaleString('en')}` }]
  return {
    sentence: `In this catalogue ${[
      `${reviews.length.toLocaleString('en')} of ${tools.length.toLocaleString('en')} tools are reviewed`,
      ...(persons > 0 ? [`${persons} of them by a person`] : []),
      ...(corrected > 0 ? [`${corrected} of them corrected later by a language model`] : []),
      ...(reviews.length < tools.length ? ['the others are rated by the classifier alone'] : []),
    ].join(', ')}.`,
    agreement: [
      ...row(
        'The same category',
        sum((one) => one.category),
        n,
      ),
      ...row(
        'The same severity',
        sum((one) => one.severity),
        n,
      ),
      ...row(
        'The same line of the rubric',
        sum((one) => one.line),
        n,
      ),
      ...row(
        'The same answer to whether it can be undone',
        sum((one) => one.irreversible),
        n,
      ),
      ...row(
        'Traits that both name, of those that either names',
        sum((one) => one.traits.same),
        traits,
      ),
    ],
  }
}
