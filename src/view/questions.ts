import type { Rule } from '../schema/rule.ts'
import { descriptionOf } from '../schema/tool.ts'
import { limitWords } from './rule-words.ts'
import type { SiteTool } from './site.ts'

/** A question people ask, with an answer made from the same objects as the snippets. */
export interface Question {
  ask: string
  answer: string
}

/** Facts about the snippets on the same page that the answers must agree with. */
export interface SnippetFacts {
  /** Names of the formats that cannot say what the rule says, and print a stricter snippet. */
  losing: string[]
  /** Labels of all formats on the page. */
  formats: string[]
}

const an = (word: string) => (/^[aeiou]/i.test(word) ? `an ${word}` : `a ${word}`)

/** Seven or more questions about one tool. */
export function questions(self: SiteTool, meaning: string, facts: SnippetFacts): Question[] {
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
      answer:
        rule.effect === 'deny' || facts.losing.length === facts.formats.length
          ? `The snippets on this page already do: every call is refused.`
          : `Replace its entry. In Intercept YAML a rule with a name and \`action: deny\` refuses every call; in gateway JSON it is an entry in \`deny_if\` with an empty list of conditions. Naming the tool in \`hide\` also removes it from the list that the model sees.`,
    },
    {
      ask: `Does the snippet change other tools of ${title}?`,
      answer: `No. Its default is allow, so that it can be tried without breaking anything else. The policy on the page of ${title} is the other way round: it names all ${server.tools.length === 1 ? 'of its tools (there is one)' : `${server.tools.length} tools`} and denies whatever it does not name.`,
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
  return list
}

function recommended(rule: Rule, facts: SnippetFacts): string {
  const lost =
    facts.losing.length > 0 && rule.effect === 'ask'
      ? ` ${facts.losing.join(' and ')} cannot ask, so ${facts.losing.length === 1 ? 'its snippet refuses' : 'their snippets refuse'} every call until a person changes that.`
      : ''
  if (rule.effect === 'ask')
    return `Ask a person before each call${limitWords(rule.limits, ', and let through ')}.${lost}`
  if (rule.effect === 'deny')
    return 'Deny every call. Open it only for an agent that needs it, with approval of each call.'
  if (rule.effect === 'hide') return 'Hide it from the model and deny every call.'
  return `Allow it${limitWords(rule.limits, ', ')}.`
}

function canLimit(rule: Rule, { losing, formats }: SnippetFacts): string {
  const limit = rule.limits[0]
  if (rule.effect === 'allow' && limit)
    return `Yes, and ${losing.length === 0 ? 'the snippets do' : losing.length < formats.length ? `the snippet for ${formats.filter((one) => !losing.includes(one)).join(' and ')} does; ${losing.join(' and ')} cannot count this tool and refuses it` : 'the rule does, though no snippet here can say it'}: at most ${limit.max} calls in a calendar ${limit.per}. Change the number to what the task needs. Intercept counts per proxy, the gateway per grant; both start again with each new ${limit.per}.`
  if (rule.effect === 'allow')
    return 'Yes. Intercept takes a `rate_limit` such as `30/minute` in a named rule, the gateway an entry in `limits`.'
  return 'It has no effect while every call is refused. Once you allow calls, Intercept takes a `rate_limit` such as `10/hour` in a named rule, and the gateway an entry in `limits`.'
}

function declared({ assessment }: SiteTool): string {
  const { hints } = assessment
  const given = Object.entries(hints).filter(([, value]) => value !== undefined)
  if (given.length === 0)
    return 'Nothing: it sends no hints. The protocol tells clients to assume that such a tool changes things, perhaps for good, and reaches outside.'
  return `${given.map(([hint, value]) => `${hint} is ${value}`).join(', ')}. Hints are claims of the server; they can raise a rating here, never lower it.`
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`
