import { changesTool } from '../policy/core/render-posture.ts'
import { type Posture, postures } from '../schema/posture.ts'
import type { TraitId } from '../schema/trait.ts'
import { joinWords } from '../text/join-words.ts'
import { lowerFirst } from '../text/lower-first.ts'
import { upperFirst } from '../text/upper-first.ts'
import { numberWords } from './number-words.ts'
import { postureClauses } from './posture-effects.ts'
import type { SiteTool } from './site.ts'

/** What a posture does with the tools of one server. */
export interface PostureEffects {
  posture: Posture
  /** A sentence without its subject: "Denies 17, asks about 73, allows 111." */
  words: string
  /** What the policy opens, where it lets tools run without a prompt; empty where it does not. */
  warning: string
}

/** A part of the verdict, with the value of the filter that shows its tools. */
export interface VerdictClause {
  words: string
  trait: string
}

/** What the tools of a server can do and what the postures make of them. */
export interface ServerVerdict {
  /** The parts of the sentence. */
  clauses: VerdictClause[]
  /** "24 of 201 tools delete or destroy something, 9 change access and 6 can send data out." Empty where no tool does any of it. */
  sentence: string
  postures: PostureEffects[]
}

/** The value by which a list is filtered for tools that delete one thing or many. */
export const DELETES = 'deletes'

/** The traits that a reader must know of first, with what one tool and what several do. */
const GRAVE: { traits: readonly TraitId[]; one: string; many: string }[] = [
  {
    traits: ['deletes-one', 'deletes-container'],
    one: 'deletes what is not easily made again',
    many: 'delete what is not easily made again',
  },
  { traits: ['moves-money'], one: 'moves money', many: 'move money' },
  { traits: ['runs-code'], one: 'runs code', many: 'run code' },
  { traits: ['changes-access'], one: 'changes access', many: 'change access' },
  { traits: ['reads-secrets'], one: 'reads secrets', many: 'read secrets' },
  { traits: ['sends-out'], one: 'can send data out', many: 'can send data out' },
]

/** The verdict on a server's tools. */
export function serverVerdict(tools: readonly SiteTool[]): ServerVerdict {
  const parts = GRAVE.flatMap(({ traits, one, many }) => {
    const count = tools.filter(({ assessment }) => assessment.traits.some(({ trait }) => traits.includes(trait))).length
    return count === 0
      ? []
      : [{ count, does: count === 1 ? one : many, trait: traits.length > 1 ? DELETES : String(traits[0]) }]
  })
  const clauses = parts.map(({ count, does, trait }, index) => ({
    words:
      index === 0
        ? `${numberWords(count)} of ${numberWords(tools.length, 'tool')} ${does}`
        : `${numberWords(count)} ${does}`,
    trait,
  }))
  return {
    clauses,
    sentence: clauses.length === 0 ? '' : `${joinWords(clauses.map(({ words }) => words))}.`,
    postures: postures.map((posture) => postureEffects(posture, tools)),
  }
}

function postureEffects(posture: Posture, tools: readonly SiteTool[]): PostureEffects {
  const rules = tools.map(({ rules }) => rules[posture])
  const said = postureClauses(posture, rules)
  const allowed = rules.filter(
    (rule) => rule.effect === 'allow' && (posture !== 'deny-only' || changesTool(rule)),
  ).length
  const words = said.length === 0 ? 'Has no tool to rule.' : `${upperFirst(joinWords(said))}.`
  return { posture, words, warning: warningOf(posture, allowed, tools) }
}

/** What a posture opens, and what deny-only does instead. */
function warningOf(posture: Posture, allowed: number, tools: readonly SiteTool[]): string {
  if (allowed === 0 || posture === 'deny-only') return ''
  const opens = `It allows ${numberWords(allowed, 'tool')} without a prompt.`
  if (!tools.some(({ rules }) => changesTool(rules['deny-only']))) return opens
  const { words } = postureEffects('deny-only', tools)
  return `${opens} Deny-only ${lowerFirst(words)}`
}
