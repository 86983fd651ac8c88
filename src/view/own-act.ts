import type { Assessment } from '../schema/assessment.ts'
import type { Deed } from '../schema/harm.ts'
import { objectOf, type Tool } from '../schema/tool.ts'
import { deedWords, exactDeed, REMOVES, type Setting } from './deed-words.ts'
import { nameWords } from './name-words.ts'
import { decidedBy } from './severity-sentence.ts'
import type { SiteTool } from './site.ts'

/** What an act must be: one of the verbs, done to one of the objects, and to none of the exceptions; all in the singular. */
export interface WantedAct {
  verbs?: readonly string[] | undefined
  objects?: readonly string[] | undefined
  /** Objects that end in the same word and are another thing. */
  except?: readonly string[] | undefined
}

/**
 * The act of a tool that is the wanted one: verb and object of one deed, and a deed of the tool itself. What its description
 * mentions further down is not its act, unless it is known to delete.
 * @returns the act that the page of the tool is about where that is it; undefined where the tool does something else.
 */
export function ownAct(assessment: Assessment, { verbs, objects, except = [] }: WantedAct): Deed | undefined {
  const { deeds, traits } = assessment
  const deletes = traits.some(({ trait }) => trait === 'deletes-one' || trait === 'deletes-container')
  const own = deeds.filter(
    ({ from, lead, kind }) => from === 'name' || (from === 'description' && (lead || (deletes && REMOVES.has(kind)))),
  )
  const subject = decidedBy(assessment)?.deed
  const [first] = subject && deeds.includes(subject) ? [subject] : own
  const found = [...(first ? [first] : []), ...own].filter(
    (deed) =>
      (!verbs || verbs.includes(deed.verb)) &&
      (!objects || isDoneTo(deed, objects)) &&
      !(except.length > 0 && isDoneTo(deed, except)),
  )
  // One that names its object can be said.
  return found.find(({ thing }) => thing) ?? found[0]
}

/**
 * The act as a clause behind "This tool"; one that is not its first is a mode of it.
 * @returns undefined where it names no object, or where the sentence was not understood.
 */
export function actClause(
  deed: Deed,
  { assessment, tool }: Pick<SiteTool, 'assessment' | 'tool'>,
  setting: Setting,
): string | undefined {
  const { deeds } = assessment
  const said = exactDeed(deed, deeds)
  const exact = isNamedByHolder(deed, tool) ? { ...said, definite: true as const } : said
  const words = deedWords(exact, setting, decidedBy(assessment)?.reach)
  if (words === undefined || !deed.thing || isCutOff(deed, deeds)) return undefined
  return deed.lead || deed.from === 'name' ? words : `has a mode that ${words}`
}

/**
 * Whether every required argument names another thing: a trigger that is deleted by the name of its script may be one of several, so
 * it is not said to be one.
 */
function isNamedByHolder({ thing }: Deed, { inputSchema }: Tool): boolean {
  const required = objectOf(inputSchema)?.['required']
  if (!thing || !Array.isArray(required) || required.length === 0) return false
  const own = thing.words.toLowerCase().replace(/[^a-z0-9]/g, '')
  return required.every((name) => {
    const words = nameWords(String(name)).toLowerCase().split(' ')
    const of = words.slice(0, -1)
    return NAMES.has(words.at(-1) ?? '') && of.length > 0 && !of.some((word) => own.includes(word.replace(/s$/, '')))
  })
}

/** Last words of arguments that say which thing is meant. */
const NAMES = new Set(['id', 'iid', 'uid', 'uuid', 'name'])

/** Whether the object is cut off before a participle: "Delete a parked domain from the website" deletes no website. */
function isCutOff({ kind, thing }: Deed, deeds: readonly Deed[]): boolean {
  const told = deeds.find((one) => one.from === 'description' && one.lead && one.kind === kind)
  const { head } = told?.thing ?? {}
  if (!told || head === undefined || head !== thing?.head) return false
  // "Return a token used" has its object before the participle.
  const { quote } = told.span
  return /[^e]ed$/.test(quote) && !quote.toLowerCase().includes(head.split(' ').at(-1) ?? head)
}

/** Whether an act is done to one of the objects. One word is the whole object: a console message is another thing than a message. */
function isDoneTo({ thing, part }: Deed, objects: readonly string[]): boolean {
  if (!thing) return false
  const words = singular(thing.words)
  const whole = part ? ` ${singular(part.thing.words)} ${words}` : ` ${words}`
  return objects.some(
    (object) => object === thing.head || object === words || (object.includes(' ') && whole.endsWith(` ${object}`)),
  )
}

/** Near enough: without the plural of the last word. */
const singular = (words: string) => words.replace(/ies$/, 'y').replace(/([^s])s$/, '$1')
