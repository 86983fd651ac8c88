import type { Snippet, SnippetEffect } from '../policy/formats/format.ts'
import type { TraitQuestions } from '../schema/questions.ts'
import type { Rule } from '../schema/rule.ts'
import { descriptionOf } from '../schema/tool.ts'
import { limitWords } from './rule-words.ts'
import { plainText } from './segments.ts'
import type { SiteTool } from './site.ts'

/** A question people ask, with an answer made from the same objects as the snippets. */
export interface Question {
  ask: string
  answer: string
}

/** What each snippet on the same page does; the answers are made from it. */
export interface SnippetFacts {
  label: string
  /** Whether it counts with a bucket that refills, and not by windows of the calendar. */
  bucket: boolean
  /** Undefined where the format cannot name the tool. */
  effect: SnippetEffect | undefined
  rest: Snippet['rest']
}

const an = (word: string) => (/^[aeiou]/i.test(word) ? `an ${word}` : `a ${word}`)

/** Seven or more questions about one tool. */
export function questions(
  self: SiteTool,
  meaning: string,
  facts: readonly SnippetFacts[],
  traits: TraitQuestions,
): Question[] {
  const { tool, label: name, assessment, rule, server } = self
  const title = server.manifest.title
  const { category, severity, confidence } = assessment
  const described = descriptionOf(tool).trim() !== ''
  const list: Question[] = [
    {
      ask: `What does ${name} do?`,
      answer: `${described ? `Its description stands at the top of this page as ${title} sends it.` : `${title} sends no description for it.`} ${
        category === 'Unclassified'
          ? `The definition ${meaning}.`
          : `It is rated ${category}, which means that ${an(category)} tool ${meaning}.`
      }`,
    },
    {
      ask: `How risky is ${name}?`,
      answer: `${severity} severity${category === 'Unclassified' ? ', because nothing is known about it' : `, ${category} category, with ${confidence} confidence`}. The rating quotes ${plural(assessment.evidence.length, 'signal')} of the definition${assessment.counterEvidence.length > 0 ? ` and shows ${plural(assessment.counterEvidence.length, 'signal')} against it` : ''}.`,
    },
    { ask: `Which rule does this page recommend for ${name}?`, answer: recommended(rule, facts) },
    { ask: `Can I limit how often an agent calls ${name}?`, answer: canLimit(rule, facts) },
    {
      ask: `How do I block ${name} completely?`,
      answer: facts.every(({ effect }) => effect === 'deny' || effect === 'hide')
        ? `The snippets on this page already do: every call is refused.`
        : `Replace its entry. In Intercept YAML a rule with a name and \`action: deny\` refuses every call; in gateway JSON it is an entry in \`deny_if\` with an empty list of conditions. Naming the tool in \`hide\` also removes it from the list that the model sees. In Claude Code it belongs under \`deny\`, in Codex under \`disabled_tools\`, in Gemini CLI into a rule with the decision \`deny\`.`,
    },
    {
      ask: `Does the snippet change other tools of ${title}?`,
      answer: othersChanged(self, facts),
    },
    {
      ask: `What does ${title} itself declare about ${name}?`,
      answer: declared(self),
    },
    {
      ask: `Which server provides ${name}?`,
      answer: `${title}, package ${server.snapshot.source.name}${server.snapshot.source.version ? `, version ${server.snapshot.source.version}` : ''}. The definition was captured on ${server.snapshot.capturedAt}; other versions may differ.`,
    },
  ]
  return [...list, ...traitQuestions(self, traits)]
}

/** A question for each trait of the tool, with the words that show it. */
function traitQuestions({ label, assessment }: SiteTool, traits: TraitQuestions): Question[] {
  return assessment.traits.flatMap(({ trait, quote }) => {
    const { ask, answer } = traits[trait] ?? {}
    // The answers explain the words that show a trait; a trait that only the review names has none.
    if (ask === undefined || answer === undefined || quote === '') return []
    const fill = (text: string) => text.replaceAll('{tool}', () => label).replaceAll('{quote}', () => plainText(quote))
    return [{ ask: fill(ask), answer: fill(answer) }]
  })
}

/** Labels of the snippets that do one of these things, as a list in words; empty when none does. */
function doing(facts: readonly SnippetFacts[], ...effects: (SnippetEffect | undefined)[]): string {
  return listed(facts.filter(({ effect }) => effects.includes(effect)).map(({ label }) => label))
}

function listed(labels: readonly string[]): string {
  const last = labels.at(-1)
  return labels.length > 1 ? `${labels.slice(0, -1).join(', ')} and ${last}` : (last ?? '')
}

function recommended(rule: Rule, facts: readonly SnippetFacts[]): string {
  if (rule.effect === 'ask') {
    const asking = doing(facts, 'ask')
    const refusing = doing(facts, 'deny', 'hide')
    return [
      `Ask a person before each call${limitWords(rule.limits, ', and let through ')}.`,
      ...(asking === '' ? [] : [`The snippets for ${asking} ask.`]),
      ...(refusing === ''
        ? []
        : [`${refusing} cannot ask, so the snippets refuse every call until a person changes that.`]),
    ].join(' ')
  }
  if (rule.effect === 'deny')
    return 'Deny every call. Open it only for an agent that needs it, with approval of each call.'
  if (rule.effect === 'hide') return 'Hide it from the model and deny every call.'
  return `Allow it${limitWords(rule.limits, ', ')}.`
}

function canLimit(rule: Rule, facts: readonly SnippetFacts[]): string {
  const limit = rule.limits[0]
  if (rule.effect === 'allow' && limit) {
    const counting = doing(
      facts.filter(({ bucket }) => !bucket),
      'limit',
    )
    const bucket = doing(
      facts.filter(({ bucket }) => bucket),
      'limit',
    )
    const passing = doing(facts, 'allow')
    const asking = doing(facts, 'ask')
    const refusing = doing(facts, 'deny', 'hide')
    return [
      counting === ''
        ? `The rule is at most ${limit.max} calls in a calendar ${limit.per}, and no snippet here can count this tool.`
        : `Yes: the snippets for ${counting} let at most ${limit.max} calls pass in a calendar ${limit.per}, and start again with the next. Change the number to what the task needs.`,
      ...(bucket === '' ? [] : [`${bucket} counts with a bucket of ${limit.max} that refills over one ${limit.per}.`]),
      ...(passing === ''
        ? []
        : [`${passing} cannot count; the limit here only stops a loop, so calls pass without it.`]),
      ...(asking === ''
        ? []
        : [`${asking} cannot count and ask${asking.includes(' and ') ? '' : 's'} a person instead.`]),
      ...(refusing === '' ? [] : [`${refusing} can neither count nor ask, so calls are refused.`]),
    ].join(' ')
  }
  if (rule.effect === 'allow')
    return 'Yes. Intercept takes a `rate_limit` such as `30/minute` in a named rule, the gateway an entry in `limits`.'
  return 'It has no effect while every call is refused. Once you allow calls, Intercept takes a `rate_limit` such as `10/hour` in a named rule, and the gateway an entry in `limits`.'
}

function othersChanged({ server }: SiteTool, facts: readonly SnippetFacts[]): string {
  const title = server.manifest.title
  const asking = listed(facts.filter(({ rest }) => rest === 'ask').map(({ label }) => label))
  const denying = listed(facts.filter(({ rest }) => rest === 'deny').map(({ label }) => label))
  return [
    asking === '' && denying === '' ? 'No.' : 'Mostly not.',
    'Where the format can, it leaves every other tool as it was, so that it can be tried without breaking anything.',
    ...(asking === '' ? [] : [`${asking} ask about whatever is not named.`]),
    ...(denying === '' ? [] : [`${denying} list what may be called, so add the other tools that you need.`]),
    `The policy on the page of ${title} is the other way round: it names all ${server.tools.length === 1 ? 'of its tools (there is one)' : `${server.tools.length} tools`} and denies whatever it does not name, as far as the format can.`,
  ].join(' ')
}

function declared({ assessment }: SiteTool): string {
  const { hints } = assessment
  const given = Object.entries(hints).filter(([, value]) => value !== undefined)
  if (given.length === 0)
    return 'Nothing: it sends no hints. The protocol tells clients to assume that such a tool changes things, perhaps for good, and reaches outside.'
  return `${given.map(([hint, value]) => `${hint} is ${value}`).join(', ')}. Hints are claims of the server; they can raise a rating here, never lower it.`
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`
