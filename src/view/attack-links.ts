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
export function attackLinks(site: Site, tool: SiteTool): AttackLink[] {
  const title = tool.server.manifest.title.toLowerCase()
  const labels = new Map(site.content.risk.traits.map(({ id, label }) => [id, label]))
  return site.content.attacks.attacks
    .flatMap((attack) => {
      const shared = openings(attack, tool)
      const [first] = shared
      const here = attack.products.some((product) => product.toLowerCase().includes(title))
      return first ? [{ attack, shared, first, here }] : []
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

/** The tools of the catalogue that have the opening of an attack. */
export function toolsWithOpening({ tools }: Site, attack: Attack): SiteTool[] {
  return tools.filter((tool) => openings(attack, tool).length > 0)
}

/** What a tool shares with what was abused, the most telling first; nothing for one of another category. */
function openings({ abuses, categories }: Attack, { assessment }: SiteTool): Attack['abuses'] {
  if (!categories.some((category) => category === assessment.category)) return []
  const shared = abuses.filter((abuse) => assessment.traits.some(({ trait }) => trait === abuse.trait))
  // What is private is what was taken; the opening is how it was reached.
  if (shared.every(({ trait }) => trait === 'reads-private')) return []
  return shared.toSorted((a, b) => plainness(b.trait) - plainness(a.trait))
}

const plainness = (trait: TraitId) => PLAINNESS.get(trait) ?? 0
