import type { Attack, Technique } from '../schema/attack.ts'
import type { Site } from './site.ts'
import { type StandardEntry, standardEntry } from './standards.ts'
import { urls } from './urls.ts'

/** One step of an attack, as its page prints it. */
export interface StepRow {
  /** The text; every second part is code. */
  parts: string[]
  technique: { name: string; href: string } | undefined
  atlas: StandardEntry | undefined
}

/** The steps of an attack with the techniques that they use. */
export function stepRows({ content }: Pick<Site, 'content'>, { steps }: Pick<Attack, 'steps'>): StepRow[] {
  const { techniques, names } = content.attacks
  const byId = new Map(techniques.map((one): [string, Technique] => [one.id, one]))
  return steps.map(({ text, technique, atlas }) => {
    const own = technique === undefined ? undefined : byId.get(technique)
    return {
      parts: text.split('`'),
      technique: own && { name: own.name, href: urls.technique(own.id) },
      atlas: atlas === undefined ? undefined : standardEntry('atlas', atlas, names),
    }
  })
}
