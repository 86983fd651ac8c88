import { stringify } from 'csv-stringify/sync'
import { type Attack, attackKinds, grades, type Standard, standards, type Technique } from '../schema/attack.ts'
import { attackChanges } from './attack-changes.ts'
import { reviewDay } from './review-day.ts'
import type { Site } from './site.ts'
import { idsOf, type StandardEntry, standardEntry, standardLabel } from './standards.ts'
import { type Timeline, timeline } from './timeline.ts'
import { urls } from './urls.ts'
import { URL_NAMESPACE, uuid5 } from './uuid5.ts'

/** Everything that /attacks shows. */
export interface AttacksIndex {
  attacks: Attack[]
  timeline: Timeline
  /** How many of each kind have each answer to the question whether a policy would have contained them. */
  counts: { kind: string; byGrade: Record<string, number>; total: number }[]
  techniques: { technique: Technique; href: string; attacks: Attack[] }[]
  /** For each standard, its entries with their attacks, those with the most first. */
  standards: { standard: Standard; label: string; rows: { entry: StandardEntry; attacks: Attack[] }[] }[]
  years: string[]
  /** The rule for what is an entry, as sentences. */
  inclusion: string[]
}

/** The model of the index of attacks. */
export function attacksIndex({ content }: Site): AttacksIndex {
  const { attacks, techniques, names, rules } = content.attacks
  return {
    attacks,
    timeline: timeline(attacks),
    counts: attackKinds.map((kind) => {
      const own = attacks.filter((one) => one.kind === kind)
      return {
        kind,
        byGrade: Object.fromEntries(
          grades.map((grade) => [grade, own.filter(({ containment }) => containment.grade === grade).length]),
        ),
        total: own.length,
      }
    }),
    techniques: techniques.map((technique) => ({
      technique,
      href: urls.technique(technique.id),
      attacks: attacks.filter((one) => one.techniques.includes(technique.id)),
    })),
    standards: standards.map((standard) => ({
      standard,
      label: standardLabel(standard, names),
      rows: [...new Set(attacks.flatMap((one) => idsOf(one, standard)))]
        .map((id) => ({
          entry: standardEntry(standard, id, names),
          attacks: attacks.filter((one) => idsOf(one, standard).includes(id)),
        }))
        .toSorted((a, b) => b.attacks.length - a.attacks.length || (a.entry.id < b.entry.id ? -1 : 1)),
    })),
    inclusion: rules.inclusion,
    years: [...new Set(attacks.map(({ date }) => date.slice(0, 4)))].sort(),
  }
}

/** /attacks/all.json: every attack as its front matter has it, with the records of its CVEs and the advisories that it is named in. */
export const attacksData = ({ content }: Pick<Site, 'content'>): unknown =>
  content.attacks.attacks.map((attack) => ({
    ...attack,
    reviewed: reviewDay(attack),
    records: attack.cves.flatMap((id) => content.attacks.cves.get(id) ?? []),
    advisories: content.attacks.advisories.filter((one) => one.attack === attack.id).map(({ id }) => id),
  }))

/** /attacks.csv: one line an attack; lists are joined by spaces. */
export function attacksCsv({ content }: Site): string {
  return stringify(
    content.attacks.attacks.map((one) => ({
      id: one.id,
      name: one.name,
      date: one.date,
      kind: one.kind,
      products: one.products.join('; '),
      cves: one.cves.join(' '),
      categories: one.categories.join(' '),
      techniques: one.techniques.join(' '),
      traits: one.abuses.map(({ trait }) => trait).join(' '),
      finders: one.finders.join('; '),
      owasp_mcp: idsOf(one, 'owaspMcp').join(' '),
      owasp_agentic: idsOf(one, 'owaspAgentic').join(' '),
      owasp_llm: idsOf(one, 'owaspLlm').join(' '),
      atlas: idsOf(one, 'atlas').join(' '),
      saf_mcp: idsOf(one, 'safMcp').join(' '),
      cwe: idsOf(one, 'cwe').join(' '),
      containment: one.containment.grade,
      containment_types: one.containment.types.join(' '),
      reviewed: reviewDay(one) ?? '',
      references: one.references.map(({ url }) => url).join(' '),
    })),
    // A cell that begins like a formula is one to a spreadsheet.
    { header: true, escape_formulas: true },
  )
}

/**
 * A feed of what was added and corrected, the newest first. Source of the form: jsonfeed.org/version/1.1.
 * @param site address of the site without a trailing slash; relative addresses when empty.
 */
export function attacksFeed({ content }: Pick<Site, 'content'>, site: string): unknown {
  const { attacks } = content.attacks
  const byId = new Map(attacks.map((attack) => [attack.id, attack]))
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Attacks through tools of AI agents',
    description: 'Attacks that were added to the catalogue, and corrections of facts.',
    language: 'en',
    home_page_url: `${site}${urls.attacks()}`,
    feed_url: `${site}${urls.attacks()}/feed.json`,
    items: attackChanges({ content }).map(({ date, kind, id, name, href, what }) => {
      const attack = byId.get(id)
      const page = `${site}${href ?? urls.attackChanges()}`
      return {
        // Two corrections of one day are told apart by what they say.
        id: kind === 'added' ? page : `${page}#${uuid5(URL_NAMESPACE, `${id} ${date} ${kind} ${what}`)}`,
        url: page,
        title: kind === 'added' ? name : `${kind === 'removed' ? 'Removed' : 'Corrected'}: ${name}`,
        content_text: what,
        date_published: `${date}T00:00:00Z`,
        tags: [kind, ...(attack ? [attack.kind, ...attack.techniques] : [])],
      }
    }),
  }
}
