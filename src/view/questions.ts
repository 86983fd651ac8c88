import type { Content } from '../catalogue/read-content.ts'
import type { Trait } from '../schema/assessment.ts'
import type { Deed } from '../schema/harm.ts'
import { lastWord } from '../text/last-word.ts'
import { type BlockCode, blockCodes } from './block-codes.ts'
import { deedWords, exactDeed, type Setting, serverTitle, whereWords } from './deed-words.ts'
import { requiredNames } from './required-names.ts'
import { plainText } from './segments.ts'
import { actSentence, type Decided, decidedBy, harmWords } from './severity-sentence.ts'
import type { SiteTool } from './site.ts'
import { statedAddressBound, statedBound, statedRoot } from './stated-bound.ts'
import { traitQuestion } from './trait-answers.ts'
import { undoAnswer } from './undo-answer.ts'

/** A question that people ask about one tool, with an answer made from what its page shows. */
export interface Question {
  ask: string
  /** Empty where the answer is code alone. */
  answer: string
  /** What to write into the file of a client. */
  codes: BlockCode[]
}

/** Most questions of one tool. */
const MOST = 4

/**
 * Two to four questions about one tool: what it does, whether that can be undone, what its traits mean, and how to block it.
 * Nothing is answered that holds for most tools.
 */
export function questions(self: SiteTool, content: Pick<Content, 'questions' | 'risk'>): Question[] {
  const { label, assessment } = self
  const setting: Setting = { sayings: content.questions.acts, server: self.server.manifest, tool: self.tool }
  const decided = decidedBy(assessment)
  const others = self.server.tools.filter((other) => other !== self).map(sibling)
  const kinds = new Set(assessment.deeds.map(({ kind }) => kind))
  const undo = decided && undoAnswer(self.tool, decided, setting, others, kinds)
  const list: Question[] = [
    { ask: `What does ${label} do?`, answer: whatItDoes(self, decided, setting, content), codes: [] },
    ...(undo ? [{ ask: `Can a call of ${label} be undone?`, answer: undo, codes: [] }] : []),
  ]
  const asked = new Set<string>()
  for (const trait of inOrder(self, content)) {
    if (list.length >= MOST - 1) break
    const question = traitQuestion(
      trait,
      label,
      assessment,
      decided,
      setting,
      content.questions.traits,
      boundOf(self, trait),
    )
    if (!question || asked.has(question.ask)) continue
    asked.add(question.ask)
    list.push({ ...question, answer: `${question.answer}${checked(self, trait)}`, codes: [] })
  }
  const codes = blockCodes(self)
  if (codes.length > 0) list.push({ ask: `How do I block only ${label}?`, answer: '', codes })
  return list
}

/** What the definition says of the paths or the addresses that a trait is about. */
function boundOf({ tool }: SiteTool, { trait }: Trait): string | undefined {
  if (trait === 'free-url') return statedAddressBound(tool)?.sentence
  return statedBound(tool) ?? (trait === 'remote-path' ? statedRoot(tool) : undefined)
}

const sibling = ({ label, tool, assessment }: SiteTool) => ({ label, name: tool.name, deeds: assessment.deeds })

/** The traits of a tool in the order of the questions about traits. */
function inOrder({ assessment: { traits } }: SiteTool, { questions: { traits: known } }: Pick<Content, 'questions'>) {
  const order = Object.keys(known)
  return traits.toSorted((a, b) => order.indexOf(a.trait) - order.indexOf(b.trait))
}

/** What the rule beside the answer demands of the parameter that shows the trait. */
function checked({ rule: { conditions } }: SiteTool, { quote }: Trait): string {
  return conditions.some(({ path }) => path === quote)
    ? ` Where a product can check arguments, its snippet checks ${plainText(quote)}.`
    : ''
}

const MOST_ACTS = 3
const MOST_ARGUMENTS = 6

function whatItDoes(
  { tool, assessment }: SiteTool,
  decided: Decided | undefined,
  setting: Setting,
  { risk: { rubric } }: Pick<Content, 'risk'>,
): string {
  const { deeds } = assessment
  const told = new Set<string>()
  const telling = deeds.filter(({ verb }) => !EMPTY.has(verb))
  const own = telling.length > 0 ? telling : deeds
  const [main] = own
  const acts = own.flatMap((said) => {
    const deed = exactDeed(said, deeds)
    const words = deedWords(deed, setting, deed === decided?.deed ? decided.reach : undefined)
    // The description says again what the name says.
    const again = deed !== main && deed.lead && deed.kind === main?.kind && deed !== decided?.deed
    const key = `${FAMILY[deed.kind] ?? deed.kind} ${lastWord(deed.thing?.head ?? deed.verb)}`
    if (words === undefined || (again && told.size > 0) || told.has(key)) return []
    told.add(key)
    return [{ deed, words }]
  })
  // The act that decided comes first after the one that the tool is named after.
  const [first, ...others] = acts
  const rest = others.toSorted((a, b) => Number(b.deed === decided?.deed) - Number(a.deed === decided?.deed))
  const place = decided?.place ?? 'service'
  const harm = first && decided && GRAVE.test(decided.line) && actAndHarm(first, decided, setting, assessment, rubric)
  // What a test does is the description's first act, not another one.
  const [second] = !harm && first && TESTS.has(first.deed.verb) && first.deed.from === 'name' ? rest : []
  if (first && second?.deed.from === 'description' && second.deed.lead && !TESTS.has(second.deed.verb)) {
    first.words += `: it ${second.words}`
    rest.shift()
  }
  const sentences = first
    ? [
        harm ||
          `It ${first.words}${first.deed.kind === 'ui' ? ' in a live page' : whereWords(first.deed, place, setting)}.`,
        ...(rest.length > 0 ? [`It also ${listed(rest.slice(0, MOST_ACTS).map(({ words }) => words))}.`] : []),
      ]
    : decided
      ? [actSentence(decided, assessment, rubric, { ...setting, tool })]
      : [`Its definition does not show what it does in ${serverTitle(setting)}.`]
  const needed = requiredNames(tool).map(plainText)
  if (needed.length > 0) {
    const more = needed.length - MOST_ARGUMENTS
    const names = more > 1 ? [...needed.slice(0, MOST_ARGUMENTS), `${more} more`] : needed
    sentences.push(`A call must give ${listed(names)}.`)
  }
  return sentences.join(' ')
}

/** Verbs of a name that say why and not what. */
const TESTS = new Set(['test', 'check', 'verify', 'validate', 'preview', 'try'])

/** Lines of high and critical severity. */
const GRAVE = /^[CH]/

/**
 * The act with what makes it severe: "It writes a file, and what was there before is lost." Whether it can be undone is a question of
 * its own. Empty where the line says no more than the act.
 */
function actAndHarm(
  { deed, words }: { deed: Deed; words: string },
  decided: Decided,
  setting: Setting,
  assessment: SiteTool['assessment'],
  rubric: Content['risk']['rubric'],
): string {
  // Name and description can say one act in two ways.
  const own = deed.kind === decided.deed?.kind ? { ...decided, deed } : decided
  const harm = harmWords(own, assessment, rubric, setting).replace(
    /; it can(?:not be changed back| be changed back(?: if .*)?| only be started again)$/,
    '',
  )
  if (harm.includes(words)) return `It ${harm}.`
  const act = `It ${words}${deed.kind === 'ui' ? ' in a live page' : whereWords(deed, decided.place, setting)}.`
  return `${act} By its rating it ${harm}.`
}

/** Classes of verbs that come to the same for a reader. */
const FAMILY: Record<string, string> = { purge: 'delete', remove: 'delete', crawl: 'read', navigate: 'read' }
/** Verbs that say nothing where another act is known. */
const EMPTY = new Set(['manage', 'handle', 'use', 'process', 'perform', 'support', 'provide', 'control'])

function listed(words: readonly string[]): string {
  const last = words.at(-1)
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : (last ?? '')
}
