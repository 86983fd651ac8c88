import type { Assessment } from '../schema/assessment.ts'
import type { Attack, Technique } from '../schema/attack.ts'
import { type Json, objectOf } from '../schema/tool.ts'
import { actClause, ownAct } from './own-act.ts'
import { clauseOf, settingOf } from './shown-traits.ts'
import type { Site, SiteTool } from './site.ts'
import { urls } from './urls.ts'

/** A way of attacking that uses what a tool does, with cases of it. */
export interface TechniqueLink {
  technique: Technique
  href: string
  /** What happened elsewhere, and what this tool does; where something is lost, whether its definition knows a way back. */
  reason: string
  /** Attacks in which it was done. */
  cases: { name: string; href: string }[]
}

const MOST = 2

/**
 * Techniques whose act the tool does, for a tool of High or Critical severity: what is told of is the kind of act, so it needs no
 * attack on the same product or object. None that an attack beside it already shows.
 * @param shown the attacks that the page links.
 * @returns at most two, in the order of content/techniques.
 */
export function techniqueLinks(site: Site, tool: SiteTool, shown: readonly Attack[]): TechniqueLink[] {
  const { assessment } = tool
  if (assessment.severity !== 'High' && assessment.severity !== 'Critical') return []
  const clause = clauseOf(site, tool)
  const { techniques, attacks } = site.content.attacks
  return techniques
    .flatMap((technique): TechniqueLink[] => {
      if (shown.some((attack) => attack.techniques.includes(technique.id))) return []
      const [found] = technique.openings.flatMap((opening) => {
        const { trait, lines, objects, verbs, except, says } = opening
        const parameter = parameterWords(tool.tool.inputSchema, opening.parameters)
        const fits =
          (trait === undefined || assessment.traits.some((own) => own.trait === trait)) &&
          lines.some((line) => line === assessment.harm?.line) &&
          (!opening.parameters || parameter !== undefined) &&
          (!says || isSaid(tool.tool.description, says)) &&
          !isAnother(assessment, opening)
        const deed = fits ? ownAct(assessment, { objects, verbs, except }) : undefined
        if (!fits || ((objects || verbs) && !deed)) return []
        const act = deed && actClause(deed, tool, settingOf(site, tool))
        // What cannot be said is not shown.
        const words = opening.does === undefined ? trait && clause(trait) : said(opening.does, act, parameter)
        return words === undefined ? [] : [{ opening, words }]
      })
      if (!found) return []
      const {
        opening: { how, cases },
        words,
      } = found
      return [
        {
          technique,
          href: urls.technique(technique.id),
          reason: `${how} This tool ${words}.${technique.undo ? wayBack(tool.tool) : ''}`,
          cases: cases.flatMap((id) => {
            const attack = attacks.find((one) => one.id === id)
            return attack ? [{ name: attack.name, href: urls.attack(id) }] : []
          }),
        },
      ]
    })
    .slice(0, MOST)
}

/** A clause with the act in its place; undefined where it needs one and there is none. */
const said = (does: string, act: string | undefined, parameter: string | undefined) =>
  does.includes('{act}') && act === undefined
    ? undefined
    : does.replace('{act}', () => act ?? '').replace('{parameter}', () => parameter ?? '')

/** Whether a description has one of the phrases, wherever its lines break. */
function isSaid(description: Json | undefined, phrases: readonly string[]): boolean {
  const text = oneLine(typeof description === 'string' ? description : '').toLowerCase()
  return phrases.some((phrase) => text.includes(phrase))
}

// Descriptions break their lines anywhere, in a schema as the two characters of an escape.
const oneLine = (text: string) => text.replace(/(?:\s|\\n)+/g, ' ')

/** What a definition says of a way back, the first that fits; another word about one may mean another thing, and says nothing. */
const WAYS_BACK: readonly [RegExp, string][] = [
  [
    /\b(?:can(?:not|'t|’t) be (?:undone|reversed|recovered|restored)|(?:is|are) (?:irreversible|irrecoverable|unrecoverable))\b/i,
    ' Its definition says that this cannot be undone.',
  ],
  [/\bmay be irreversible\b/i, ' Its definition says that this may be irreversible.'],
  [/\b(?:restorable|can be (?:restored|recovered))\b/i, ' Its definition names a way to restore it.'],
  [/\bpermanently (?:delete|remove|erase)s?\b/i, ' Its definition calls this permanent.'],
  [
    /\b(?:undo|undelete|restor|recover|revert|reversib|irreversib|roll(?:s|ed)? ?back|trash|recycle|backup|soft[- ]?delet|archived)/i,
    '',
  ],
]

/** A sentence on whether what is lost comes back, by the definition. */
function wayBack({ description, inputSchema }: SiteTool['tool']): string {
  const text = oneLine(JSON.stringify([description, inputSchema]))
  return WAYS_BACK.find(([says]) => says.test(text))?.[1] ?? ' Its definition names no way to undo it.'
}

/** Whether the act is one that the opening excepts. */
const isAnother = (assessment: Assessment, { objects, verbs, except, exceptVerbs }: Technique['openings'][number]) =>
  (exceptVerbs !== undefined && ownAct(assessment, { verbs: exceptVerbs }) !== undefined) ||
  (except !== undefined && !objects && !verbs && ownAct(assessment, { objects: except }) !== undefined)

/**
 * The argument that makes the act possible, as words: with “force”, or with “hard” as “mode”. Values come before names, for a value
 * says which mode it is.
 */
function parameterWords(schema: Json | undefined, wanted: readonly string[] | undefined): string | undefined {
  if (!wanted) return undefined
  const own = Object.entries(objectOf(objectOf(schema)?.['properties']) ?? {})
  for (const word of wanted) {
    const [of] = own.find(([, value]) => {
      const values = objectOf(value)?.['enum']
      return Array.isArray(values) && values.includes(word)
    }) ?? [undefined]
    if (of !== undefined) return `with “${word}” as “${of}”`
  }
  const name = wanted.find((word) => own.some(([one]) => one === word))
  return name === undefined ? undefined : `with “${name}”`
}
