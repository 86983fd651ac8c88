import type { Attack, Grade } from '../schema/attack.ts'
import { type TraitId, traitIds } from '../schema/trait.ts'
import type { Site, SiteTool } from './site.ts'
import { urls } from './urls.ts'

/** An attack that used what a tool has, with the reason. */
export interface AttackLink {
  attack: Attack
  href: string
  /** One sentence: what the tool does, and how that was abused there. */
  reason: string
  /** What a policy would have done about it, where that is less than containing it. */
  unaided: string
}

const MOST = 5
// What leaves an agent the least to think about stands last in the list of traits and first here.
const PLAINNESS = new Map(traitIds.map((id, index) => [id, index]))
const KINDS = { incident: 3, vulnerability: 2, research: 1, technique: 0 }
const UNAIDED: Record<Grade, string> = {
  likely: '',
  partial: 'A policy would have held it up in part.',
  no: 'A policy would not have helped.',
}

/**
 * Attacks that were made through a tool of the same category with the same trait, strongest first: those on a product
 * that is called like the server, then more shared traits, then the more telling trait, then what happened before what
 * was shown, then the newer.
 * @returns at most five; none for a tool without traits.
 */
export function attackLinks(site: Site, { assessment, server }: SiteTool): AttackLink[] {
  const own = new Set<TraitId>(assessment.traits.map(({ trait }) => trait))
  if (own.size === 0) return []
  const title = server.manifest.title.toLowerCase()
  const labels = new Map(site.content.risk.traits.map(({ id, label }) => [id, label]))
  return site.content.attacks.attacks
    .flatMap((attack) => {
      const shared = attack.abuses
        .filter(({ trait }) => own.has(trait))
        .toSorted((a, b) => plainness(b.trait) - plainness(a.trait))
      const [first] = shared
      // What is private is what was taken; the opening is how it was reached.
      if (shared.every(({ trait }) => trait === 'reads-private')) return []
      const fits = attack.categories.some((category) => category === assessment.category)
      const here = attack.products.some((product) => product.toLowerCase().includes(title))
      return first && fits ? [{ attack, shared, first, here }] : []
    })
    .toSorted(
      (a, b) =>
        Number(b.here) - Number(a.here) ||
        b.shared.length - a.shared.length ||
        plainness(b.first.trait) - plainness(a.first.trait) ||
        KINDS[b.attack.kind] - KINDS[a.attack.kind] ||
        (a.attack.date < b.attack.date ? 1 : a.attack.date > b.attack.date ? -1 : 0) ||
        (a.attack.id < b.attack.id ? -1 : 1),
    )
    .slice(0, MOST)
    .map(({ attack, first, shared }) => ({
      attack,
      href: urls.attack(attack.id),
      reason: `It ${shared.map(({ trait }) => labels.get(trait) ?? trait).join(' and ')}: the same opening as there, where ${first.how}.`,
      unaided: UNAIDED[attack.containment.grade],
    }))
}

const plainness = (trait: TraitId) => PLAINNESS.get(trait) ?? 0

/** How many tools of the catalogue each attack is linked from, by its id; without the limit to five. */
export function toolsByAttack(site: Site): Map<string, SiteTool[]> {
  const found = new Map<string, SiteTool[]>(site.content.attacks.attacks.map(({ id }) => [id, []]))
  for (const tool of site.tools) {
    const own = new Set(tool.assessment.traits.map(({ trait }) => trait))
    for (const { id, abuses, categories } of site.content.attacks.attacks)
      if (
        abuses.some(({ trait }) => trait !== 'reads-private' && own.has(trait)) &&
        categories.some((one) => one === tool.assessment.category)
      )
        found.get(id)?.push(tool)
  }
  return found
}
