import type { Deed, Reach } from '../schema/harm.ts'
import { descriptionOf, objectOf, type Tool } from '../schema/tool.ts'
import { lastWord } from '../text/last-word.ts'
import {
  AGAIN,
  bareThing,
  CALLS_OFF,
  EMPTIES,
  isLocal,
  pronoun,
  REMOVES,
  type Setting,
  serverTitle,
  singleWords,
  VALUES,
} from './deed-words.ts'
import { quoted } from './quoted.ts'
import type { Decided } from './severity-sentence.ts'

/** Another tool of the same server, as far as it can undo one. */
export interface Sibling {
  label: string
  /** As the server spells it. */
  name: string
  deeds: readonly Deed[]
}

/** Lines whose acts leave something behind. */
const LASTING = new Set(['C1', 'C2', 'C3', 'C4', 'H1', 'H2', 'H3', 'H5', 'H7', 'M1', 'M2'])
/** Verbs that undo themselves, in the third person. */
const MOVES: Record<string, string | undefined> = { move: 'moves', rename: 'renames' }
/** Things that hold an earlier state, which no new one holds. */
const COPIES = new Set(['snapshot', 'backup', 'dump', 'archive', 'export', 'image', 'heapsnapshot', 'checkpoint'])
/** A definition that says itself that there is no way back. */
const STATED =
  /\b(?:this |it )?(?:action |operation )?(?:can ?not|can't) be (?:undone|reversed|recovered|restored)|\b(?:is|are|may be) irreversible\b|\birreversibl[ey]\b|\bno undo\b|不可(?:撤销|恢复|逆)/i
const MAX_CHARS = 2500
/** A definition that says that what it takes away is kept somewhere. */
const BIN = /\b(?:recycle )?bin\b|\btrash|\barchiv|\bsoft[- ]delet|\brestor|\brecover/i

/**
 * Whether a call can be undone, and by what; undefined for a tool that leaves nothing behind.
 * @param siblings the other tools of the server.
 * @param kinds the classes of the verbs of all that the tool does.
 */
export function undoAnswer(
  tool: Tool,
  decided: Decided,
  setting: Setting,
  siblings: readonly Sibling[],
  kinds: ReadonlySet<string>,
): string | undefined {
  const { line, irreversible } = decided
  if (!LASTING.has(line)) return undefined
  return irreversible ? neverBack(decided, setting, siblings, tool) : back(decided, setting, siblings, kinds, tool)
}

function neverBack({ line, deed, reach }: Decided, setting: Setting, siblings: readonly Sibling[], tool: Tool): string {
  const stated = STATED.exec(descriptionOf(tool).slice(0, MAX_CHARS))?.[0]
  if (stated) {
    // Some servers write under every change that it may be for good.
    const sure = /^may\b/i.test(stated) ? 'Assume that it cannot' : 'No'
    return `${sure}: the definition says ${quoted({ field: 'description', quote: stated })}.`
  }
  const title = serverTitle(setting)
  const the = deed && theThing(deed, setting)
  const them = deed ? pronoun(deed) : 'it'
  const place = setting.server.data === 'own machine' ? '' : ` in ${title}`
  const copy = isLocal(setting) ? 'a backup of your own' : `a copy that ${title} keeps`
  switch (line) {
    case 'C1':
      return `No: what it ran stays done, and only ${copy} can bring data back.`
    case 'C3':
    case 'H7':
      if (deed && CALLS_OFF.has(deed.verb)) return `No: ${the ?? 'what it ended'} can only be made anew${place}.`
      return `No: only ${title} or the other side can give back what the call${the ? ` for ${the}` : ''} spent.`
    case 'C4':
      return `No: ${the ?? 'the protection'} can be set again, but not what happened in ${title} in between.`
    case 'H3':
      return `No: nothing in the definition gives back ${the ?? 'the access'} as it was before${place}.`
    case 'H5':
      return `No: what ${the ?? 'it'} set off stays done${place}.`
    case 'M2':
      return `No, but little is lost with ${the ?? 'what it takes away'}.`
    case 'M1':
      return `No: ${title} does not say that it keeps ${the ?? 'the state'} as it was before.`
  }
  if (deed?.kind === 'send')
    return `No: ${singleWords({ ...deed, many: false }, setting) ?? 'what was sent'} that was received cannot be taken back.`
  if (line === 'H2')
    return `No: others can have seen or used ${the ?? 'the result'} before anybody changes ${them} back.`
  const other = deed && REMOVES.has(deed.kind) ? oppositeOf(deed, tool.name, setting, siblings) : undefined
  if (other && deed && the) return `No: ${remake(deed, other, reach, setting, the)}`
  // What is reset is there still, without what it held.
  const gone = deed && REMOVES.has(deed.kind) && !EMPTIES.has(deed.verb) ? the : undefined
  return `No: only ${copy} can bring back ${gone ?? 'what was there before'}.`
}

/** What a tool that makes the same kind of thing can bring back. */
function remake(deed: Deed, other: Sibling, reach: Reach, setting: Setting, the: string): string {
  if (COPIES.has(lastWord(deed.thing?.head ?? '')))
    return `${other.label} copies the state of today, not the state that ${the} held.`
  const one = singleWords(deed, setting) ?? 'one'
  return reach === 'container'
    ? `${other.label} makes ${one} without what ${the} held.`
    : `${other.label} can only make ${one} from what somebody noted.`
}

function back(
  { deed, line }: Decided,
  setting: Setting,
  siblings: readonly Sibling[],
  kinds: ReadonlySet<string>,
  tool: Tool,
): string {
  const title = serverTitle(setting)
  const where = setting.server.data === 'own machine' ? '' : ` in ${title}`
  const the = deed && theThing(deed, setting)
  const them = deed ? pronoun(deed) : 'it'
  // A tool that creates or updates is undone in two ways.
  const other = deed && !(kinds.has('create') && kinds.has('update')) && oppositeOf(deed, tool.name, setting, siblings)
  if (other && deed)
    return REMOVES.has(deed.kind)
      ? `Yes, as far as somebody noted what it was: ${other.label} makes ${the} again.`
      : `Yes, with ${other.label} for ${the}.`
  if (line === 'H2') {
    const seen = `others can have seen or used ${them} before`
    return deed && VALUES.has(deed.verb) && takesValues(tool)
      ? `In part: another call can give ${the ?? 'it'} the earlier values, if somebody noted them, but ${seen}.`
      : `In part, by hand: somebody can change ${the ?? them} back${where}, but ${seen}.`
  }
  if (line === 'M2') {
    const what = the ?? 'what it takes away'
    // What is taken from something else is still there.
    if (deed?.kind === 'remove') return `Yes: ${what} can be added again${where}.`
    const bin = BIN.test(descriptionOf(tool).slice(0, MAX_CHARS)) ? `, or ${title} may still keep ${them}` : where
    // What is emptied fills again by itself.
    const noted = deed?.kind === 'delete' && !EMPTIES.has(deed.verb) ? ', if somebody noted what it was' : ''
    return `Yes${noted}: ${what} can be made again${bin}.`
  }
  if (deed && MOVES[deed.verb] !== undefined)
    return `Yes, with another call that ${MOVES[deed.verb]} ${the ?? 'it'} back, if somebody noted what was before.`
  switch (deed?.kind) {
    case 'create':
    case 'generate':
      return `Yes, by hand${where}: people with access can change or remove ${the ?? 'what it made'}.`
    case 'update': {
      // What is set may not have been there before.
      const remover = deed.verb === 'set' ? removerOf(deed, tool.name, siblings) : undefined
      if (!VALUES.has(deed.verb) || line === 'H5') break
      if (assignsId(tool, deed))
        return `Yes, with another call that gives the id of the earlier ${bareThing(deed, setting)}, if somebody noted it.`
      // What an append or an update without values makes cannot be given its earlier values.
      if (!takesValues(tool) || kinds.has('create')) break
      if (remover)
        return `Yes: ${remover.label} removes ${the ?? 'it'}, or another call gives the earlier values, if somebody noted them.`
      return `Yes, with another call that gives ${the ?? 'it'} the earlier values, if somebody noted them.`
    }
    case 'delete':
    case 'remove':
      return `Yes, if somebody noted what it was: ${the ?? 'it'} can be made again${where}.`
    case 'start':
      if (CALLS_OFF.has(deed.verb))
        return `Only by starting ${the ?? 'it'} again${where}, and what was under way is lost.`
      if (AGAIN.has(deed.verb))
        return `In part: ${the ?? 'it'} comes back, but what the ${deed.verb} interrupted does not.`
      return `Yes, but not what happened to ${the ?? 'it'} in the meantime.`
    case 'ui':
      return 'That depends on the page: some clicks and inputs have a way back, others do not.'
  }
  return `Yes, by hand${the ? `: somebody can change ${the} back${where}` : where}.`
}

/** Parameters that say which thing is meant, and not how it shall be. */
const WHICH =
  /(^|_)(i?id|ids|uid|uuid|iid|number|sha|owner|repo|repository|org|organization|username|domain|project|workspace|slug)$/

const parametersOf = (tool: Tool) => Object.keys(objectOf(objectOf(tool['inputSchema'])?.['properties']) ?? {})

/** Whether a call says how the thing shall be; also where the schema names no parameters. */
function takesValues(tool: Tool): boolean {
  const names = parametersOf(tool)
  return names.length === 0 || names.some((name) => !WHICH.test(snake(name)))
}

/** Whether a call puts another thing in the place of one, and does not change the thing: a new profile of a domain, the default one. */
function assignsId(tool: Tool, { thing }: Deed): boolean {
  if (!thing) return false
  const ids = parametersOf(tool)
    .map(snake)
    .filter((name) => /_i?d$|_uid$/.test(name))
  if (ids.some((name) => name.startsWith('new_'))) return true
  return (
    /(^|_)default(_|$)/.test(snake(tool.name)) &&
    ids.length > 0 &&
    !parametersOf(tool).some((name) => !WHICH.test(snake(name)))
  )
}

const snake = (name: string) => name.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1_$2').toLowerCase()

/**
 * A tool of the same server that does the opposite to the same kind of thing: its name differs in the verb alone, because
 * another product's "deleteWebsite" does not delete what this one made.
 */
function oppositeOf(
  { verb, thing }: Deed,
  name: string,
  { sayings }: Setting,
  siblings: readonly Sibling[],
): Sibling | undefined {
  const verbs = Object.hasOwn(sayings.opposites, verb) ? sayings.opposites[verb] : undefined
  if (!verbs || !thing) return undefined
  const rest = withoutVerb(name, verb)
  for (const wanted of verbs) {
    const found = siblings.find((one) => one.deeds[0]?.verb === wanted && withoutVerb(one.name, wanted) === rest)
    if (found) return found
  }
  return undefined
}

/** A tool of the same server that removes what another makes: the same words in its name, and the same kind of thing. */
function removerOf({ verb, thing }: Deed, name: string, siblings: readonly Sibling[]): Sibling | undefined {
  if (!thing) return undefined
  const rest = withoutVerb(name, verb)
  return siblings.find(({ deeds: [main], name: other }) => {
    if (!main || !REMOVES.has(main.kind) || EMPTIES.has(main.verb) || main.thing?.head !== thing.head) return false
    return withoutVerb(other, main.verb) === rest
  })
}

/** A name without its verb, and without what makes its object plural. */
const withoutVerb = (name: string, verb: string) =>
  name
    .toLowerCase()
    .replace(verb, '')
    .replaceAll(/s(?=_|-|v\d|$)/g, '')

function theThing(deed: Deed, setting: Setting): string | undefined {
  const words = bareThing(deed, setting)
  return words === undefined ? undefined : `the ${words}`
}
