import type { Span } from '../../schema/assessment.ts'
import type { Contradiction } from '../../schema/harm.ts'
import type { Act } from './act.ts'
import type { Judgement } from './harm.ts'

/** Verbs that only read, whatever follows them. */
const READS = new Set([
  ...['get', 'list', 'read', 'fetch', 'retrieve', 'search', 'find', 'view', 'show', 'describe', 'lookup', 'return'],
  'display',
])
/** Kinds of acts that nobody means who says that a tool reads. */
const ACTS = new Set([
  ...['delete', 'purge', 'remove', 'money', 'run', 'send', 'publish', 'access', 'install', 'start', 'create', 'update'],
])
/** Verbs that say little of what is done. */
const VAGUE = new Set(['manage', 'make', 'perform', 'accept', 'sync', 'continue', 'trigger'])
/** Things that are run in order to read: "executes a search". */
const QUESTIONS = /(?:^| )(request|search|query|querie|lookup|retrieval|read|select|fetch)(e?s)?$/
/** "Returns the created issue" says nothing against creating it. */
const ANSWERED = new Set(['create', 'update', 'run', 'send', 'publish', 'start'])
const ANSWERS = new Set(['return', 'display'])

/**
 * The name says that a tool reads and the description that it acts, or the other way round: one quote of each side. Only the
 * first act of each counts, with verbs that mean nothing else.
 */
export function contradictionsOf({ judged, acts }: Judgement): Contradiction[] {
  const lead = (from: 'name' | 'description') => acts.find((act) => act.from === from && act.lead)
  const name = lead('name')
  const text = lead('description')
  if (!name || !text) return []
  const [reading, acting] = isRead(name) ? [name, text] : [text, name]
  if (!isRead(reading) || !isAct(acting)) return []
  // "uploadImage": "fetches an image and uploads it".
  if (reading === text && acts.some((act) => act.from === 'description' && act.verb.kind === acting.verb.kind))
    return []
  if (reading === text && ANSWERED.has(acting.verb.kind) && ANSWERS.has(reading.verb.base)) return []
  // "purchase_options": "gets purchase options" says the word as a noun.
  if (reading === text && names(reading.span.quote, acting.at.quote)) return []
  // What only computes or shows changes nothing, whatever its verb: "resolve an address", "build a query".
  const came = judged.find((one) => one.act === acting)?.rule.line
  if (came === undefined || came === 'L1' || came === 'L2') return []
  return [{ graver: plain(acting.span), milder: plain(reading.span) }]
}

const names = (text: string, word: string) =>
  /^\w+$/.test(word) && text.toLowerCase().split(/\W+/).includes(word.toLowerCase())
const plain = ({ field, start, end, quote }: Span): Span => ({ field, start, end, quote })
const isRead = ({ verb }: Act) => verb.kind === 'read' && READS.has(verb.base)
function isAct({ verb, from, at, object }: Act): boolean {
  if (!ACTS.has(verb.kind) || verb.form === 'ing' || VAGUE.has(verb.base)) return false
  if (object.head && QUESTIONS.test(object.head.text)) return false
  // "checkouts_list", "app_store_reviews"
  return from !== 'name' || (verb.form === 'base' && !(verb.noun && at.start > 0))
}
