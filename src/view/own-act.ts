import type { Assessment } from '../schema/assessment.ts'
import type { Deed } from '../schema/harm.ts'
import { deedWords, exactDeed, REMOVES, type Setting } from './deed-words.ts'
import { decidedBy } from './severity-sentence.ts'

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
export function actClause(deed: Deed, assessment: Assessment, setting: Setting): string | undefined {
  const { deeds } = assessment
  const words = deedWords(exactDeed(deed, deeds), setting, decidedBy(assessment)?.reach)
  if (words === undefined || !deed.thing || isCutOff(deed, deeds)) return undefined
  return deed.lead || deed.from === 'name' ? words : `has a mode that ${words}`
}

/** Whether the object is cut off before a participle: "Delete a parked domain from the website" deletes no website. */
function isCutOff({ kind, thing }: Deed, deeds: readonly Deed[]): boolean {
  const told = deeds.find((one) => one.from === 'description' && one.lead && one.kind === kind)
  return told?.thing !== undefined && told.thing.head === thing?.head && /[^e]ed$/.test(told.span.quote)
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
