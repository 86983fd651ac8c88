import type { Assessment, Trait } from '../schema/assessment.ts'
import type { HarmLine } from '../schema/harm.ts'
import type { TraitId } from '../schema/trait.ts'
import { EMPTIES, pronoun, REMOVES, type Setting, singleWords } from './deed-words.ts'
import { decidedBy } from './severity-sentence.ts'
import type { Site, SiteTool } from './site.ts'
import { statedAddressBound } from './stated-bound.ts'

/** What a line says of a trait that says something else: one thing on a page whose line is a whole list. */
const BY_LINE: Partial<Record<HarmLine, Partial<Record<TraitId, TraitId>>>> = {
  C2: { 'deletes-one': 'deletes-container' },
  H1: { 'deletes-container': 'deletes-one' },
}

/** A trait as the harm line has it. */
export const traitByLine = (trait: TraitId, line: HarmLine | undefined): TraitId =>
  (line && BY_LINE[line]?.[trait]) ?? trait

/**
 * The traits of an assessment as its harm line has them, so that a page whose line is "destroys a whole list" does not say
 * "deletes one thing" beside it. Traits that are the same then stand once; the quotes stay.
 */
export function traitsByLine({ traits, harm }: Pick<Assessment, 'traits' | 'harm'>): Trait[] {
  const shown = new Map<TraitId, Trait>()
  for (const one of traits) {
    const trait = traitByLine(one.trait, harm?.line)
    const before = shown.get(trait)
    if (!before || (before.quote === '' && one.quote !== '')) shown.set(trait, { ...one, trait })
  }
  return [...shown.values()]
}

/**
 * The label of a trait on the page of one tool: how much is deleted is said with its object.
 * @param label of content/risk/traits.yaml.
 */
export function traitLabel(trait: TraitId, label: string, assessment: Assessment, setting: Setting): string {
  if (trait === 'free-url') {
    const bound = setting.tool && statedAddressBound(setting.tool)
    return bound
      ? `calls ${bound.isSecure ? 'HTTPS ' : ''}addresses that its caller chooses, within stated bounds`
      : label
  }
  if (trait !== 'deletes-container') return label
  const decided = decidedBy(assessment)
  const deed = decided?.deed
  // What runs commands or queries can do it, and is not made for it.
  if (decided?.line === 'C1') return 'can delete many things at once'
  // What deletes at any address may delete a comment or all that there is.
  if (decided?.rule === 'D-ANY') return 'can delete anything that its caller names'
  if (!decided || !deed || !REMOVES.has(deed.kind)) return 'destroys what was there before'
  if (decided.reach === 'list') return label
  // What is reset is there afterwards, without what it held.
  if (EMPTIES.has(deed.verb)) return 'destroys what was there before'
  const object = singleWords(deed, setting)
  // Readers took it to hold others where its definition names nothing that does.
  if (object && decided.rule === undefined) return `deletes ${object}`
  return object ? `deletes ${object} with everything in ${pronoun(deed)}` : 'deletes a thing with everything in it'
}

/** What sentences about the acts of a tool need. */
export const settingOf = (
  { content }: Pick<Site, 'content'>,
  { server, tool }: Pick<SiteTool, 'server' | 'tool'>,
): Setting => ({
  sayings: content.questions.acts,
  server: server.manifest,
  tool,
})

/** What a tool does by each of its traits, as a clause that follows "This tool". */
export function clauseOf(
  { content }: Pick<Site, 'content'>,
  { assessment, server, tool }: Pick<SiteTool, 'assessment' | 'server' | 'tool'>,
): (trait: TraitId) => string {
  const setting = settingOf({ content }, { server, tool })
  const labels = new Map(content.risk.traits.map(({ id, label }) => [id, label]))
  return (trait) => traitLabel(trait, labels.get(trait) ?? trait, assessment, setting)
}
